import type { ReferenceFile } from "../model/dataset.ts";
import { TokenTable } from "../text/token-table.ts";
import { writeRecorded } from "./recorded-rows.ts";
import { rowReader } from "./reference-rows.ts";
import { drawSample, type ReferenceSample } from "./reference-sample.ts";
import { rowRecorder } from "./row-recorder.ts";
import { textStatistics } from "./text-statistics.ts";
import { yardstickSearch } from "./yardstick-search.ts";

const ROWS_BETWEEN = 1 << 15;
/** Most characters of a sample that is kept. */
const MOST_SAMPLED = 1 << 24;

/** Records a reference file, in pieces that belong together: reads it twice. */
export async function recordRows(
  file: ReferenceFile,
  onRows: (done: number, total: number) => void = () => undefined,
): Promise<Uint8Array[]> {
  const sample = await drawSample([file]);
  const yardstick = yardstickSearch(sample.yardstick);
  const tokens = new TokenTable();
  const readRow = rowReader(tokens, true);
  const recorder = rowRecorder(tokens);
  const text = textStatistics();
  let rows = 0;
  await file.visitRaw((raw, labels) => {
    const row = readRow(raw);
    const { hashes, hashed, hasLetter } = row.run;
    if (row.plainLength >= 0) text.addPlain(row.plainLength, hasLetter);
    else text.add(row.text());
    yardstick.visitHashes(hashes, hashed, row.text, labels);
    recorder.add(row, labels);
    if (rows++ % ROWS_BETWEEN === 0) onRows(rows, file.rows);
  });
  return writeRecorded({
    ...recorder.finish(),
    text: text.result(),
    sample: keptSample(sample),
    duplicates: yardstick.result(),
  });
}

/** The rows of a sample as they are kept; null where they are too large. */
export function keptSample({ rows }: ReferenceSample): ReferenceSample["rows"] | null {
  const length = rows.reduce((sum, { text, response }) => sum + text.length + (response?.length ?? 0), 0);
  return length <= MOST_SAMPLED ? rows : null;
}
