/** Takes an even sample of the records of a file while it is read. */
import type { Fields, RecordReader, RecordVisitor } from "../formats/reader.ts";
import { emptyBatch, pushRecord, type RecordBatch } from "../formats/records.ts";

/** Rows of each side on which the choice of columns rests. */
const SAMPLE_ROWS = 2000;

/** Takes every n-th record of a stream, with n doubling as it grows, so that the sample spans the whole file. */
export interface Sampler {
  readonly rows: readonly Fields[];
  observe(batch: RecordBatch): void;
}

export function sampler(reader: RecordReader): Sampler {
  let taken: { ordinal: number; fields: Fields }[] = [];
  let stride = 1;
  let seen = 0;
  const chosen = emptyBatch();
  return {
    get rows() {
      return taken.map((row) => row.fields);
    },
    observe(batch) {
      chosen.bytes = batch.bytes;
      chosen.count = 0;
      chosen.contexts = batch.contexts && [];
      const ordinals: number[] = [];
      for (let i = (stride - (seen % stride)) % stride; i < batch.count; i += stride) {
        pushRecord(chosen, batch.starts[i]!, batch.ends[i]!, 0, 0, batch.flaws[i]);
        if (batch.contexts) chosen.contexts!.push(batch.contexts[i]!);
        ordinals.push(seen + i);
      }
      seen += batch.count;
      const visit: RecordVisitor = (index, fields) => {
        if (fields) taken.push({ ordinal: ordinals[index]!, fields });
      };
      reader.parse(chosen, visit, true);
      while (taken.length > SAMPLE_ROWS) {
        stride *= 2;
        taken = taken.filter((row) => row.ordinal % stride === 0);
      }
    },
  };
}
