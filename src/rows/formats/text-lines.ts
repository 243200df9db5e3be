/** Plain text: a text a line, in the column `text`. What its label is, the path says (`label: {path: …}`). */
import { isUtf8 } from "node:buffer";
import { recordText } from "./legacy.ts";
import { lineSplitter } from "./line-splitter.ts";
import { problemWords } from "./problem-words.ts";
import type { FormatReader, RecordVisitor } from "./reader.ts";
import type { RecordBatch } from "./records.ts";

/** Only where the configuration reads the label from the path and names no column: else a `.txt` file is a table. */
export const textLinesFormat: FormatReader = {
  recognises: ({ path, isProse }) => isProse === true && /\.txt$/i.test(path),
  open: ({ maxRowBytes }) => ({
    format: "txt",
    schema: "txt",
    header: null,
    note: "a text a line",
    splitter: () => lineSplitter(maxRowBytes),
    plain: undefined,
    parse: parseLines,
    nested(batch, visit) {
      parseLines(batch, (i, fields, doubt) => {
        visit(i, fields && { value: fields, keys: [], isEntry: false }, doubt, recordText(batch, i, false));
      });
    },
  }),
};

function parseLines(batch: RecordBatch, visit: RecordVisitor, legacy = false): void {
  for (let i = 0; i < batch.count; i++) {
    if (batch.flaws[i] !== 0) continue;
    const foreign = !isUtf8(batch.bytes.subarray(batch.starts[i], batch.ends[i]));
    if (foreign && !legacy) visit(i, null, problemWords.notUtf8);
    else visit(i, { text: recordText(batch, i, foreign) }, foreign ? problemWords.legacy : null);
  }
}
