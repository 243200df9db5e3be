/** Plain text: a text a line. What its label is, the path says (`label: {path: …}`) or, as fastText has it, `__label__x` in the line. */
import { flatValues, forEachText } from "./legacy.ts";
import { lineSplitter } from "./line-splitter.ts";
import { problemWords } from "./problem-words.ts";
import type { Fields, FormatReader, RecordVisitor } from "./reader.ts";
import type { RecordBatch } from "./records.ts";

/** A label of fastText, which stands before the text or behind it. */
const LABEL = /(?:^|[\s,])__label__([^\s,]+)/g;
/** Files that are no plain texts, whatever the configuration takes from their path or from another file. */
const TABLE = /\.(jsonl?|ndjson|csv|tsv|tab|parquet|ya?ml|conll\w*|iob2?|bio)$/i;
const SAMPLE_LINES = 200;
const MOST = 0.9;

/**
 * Texts where the configuration reads the label from the path and names no column, and those of fastText: any other
 * `.txt` file is a table.
 */
export const textLinesFormat: FormatReader = {
  recognises: ({ path, isProse, first, peerFormat }) =>
    (isProse === true && !TABLE.test(path)) ||
    (!/\.(jsonl?|ndjson|parquet)$/i.test(path) && peerFormat !== "csv" && hasFastTextLabels(first)),
  open: ({ maxRowBytes, first }) => {
    const hasLabels = hasFastTextLabels(first);
    const parse = (batch: RecordBatch, visit: RecordVisitor, legacy = false): void =>
      forEachText(batch, legacy, visit, (i, text, isForeign) =>
        visit(i, fieldsOf(text, hasLabels), isForeign ? problemWords.legacy : null),
      );
    return {
      format: "txt",
      schema: hasLabels ? "fastText" : "txt",
      header: hasLabels ? ["text", "label"] : null,
      note: hasLabels ? "a text a line, with its labels as fastText writes them" : "a text a line",
      splitter: () => lineSplitter(maxRowBytes),
      parse,
      nested: flatValues(parse),
      ...(hasLabels && { roles: { text: ["text"], label: "label" } }),
    };
  },
};

/** Whether nearly all lines of a text carry a label of fastText. */
export function hasFastTextLabels(first: Buffer): boolean {
  const lines = first
    .toString("utf8")
    .split(/\r?\n/)
    .slice(0, SAMPLE_LINES + 1);
  const whole = (lines.length > 1 ? lines.slice(0, -1) : lines).filter((line) => line.trim() !== "");
  return whole.length > 0 && whole.filter(isLabelled).length >= whole.length * MOST;
}

/** A label stands at the beginning or at the end, and is not all there is. */
function isLabelled(line: string): boolean {
  if (!line.includes("__label__")) return false;
  const words = line.trim().split(/\s+/);
  const isOne = (word: string | undefined): boolean => word?.startsWith("__label__") === true;
  return (isOne(words[0]) || isOne(words.at(-1))) && !words.every(isOne);
}

function fieldsOf(text: string, hasLabels: boolean): Fields {
  if (!hasLabels) return { text };
  return { text: text.replace(LABEL, "").trim(), label: [...text.matchAll(LABEL)].map(([, name]) => name!) };
}
