/** Holds what a base says by itself, so that many reviews of changes to one base work it out once. */
import type { DatasetComparison, ReferenceFile } from "../model/dataset.ts";
import type { BaseSample } from "./base/base-sample.ts";
import type { FactsOf } from "./collectors/collector.ts";
import type { baseCollectors } from "./collectors/index.ts";

/** What the base of a review says, whatever is changed; it is filled in as it is worked out. */
export interface BaseReading {
  /** In the order of the comparison's. */
  readonly reference: readonly ReferenceFile[];
  /** By the paths of the files that are drawn from. */
  readonly samples: Map<string, BaseSample>;
  /** By the paths of the files that were counted, group by group. */
  readonly facts: Map<string, FactsOf<typeof baseCollectors>>;
}

/** The reading of a base that no other review is to share. */
export function readOnce({ reference }: DatasetComparison): BaseReading {
  return { reference, samples: new Map(), facts: new Map() };
}

/**
 * The reading of the base that was reviewed last: a drill plants hundreds of changes in one. Its rows stay in memory, so
 * it is for a base of some ten thousand rows.
 */
export class KnownBase {
  #key = "";
  #reading: BaseReading | null = null;

  /** What is known of a comparison's base: nothing yet, where it is another one than before. */
  of(comparison: DatasetComparison): BaseReading {
    const key = keyOf(comparison);
    // Of files that are read beside the changed ones it is not known whether they are the same.
    if (key === null) return readOnce(comparison);
    if (this.#reading === null || key !== this.#key) {
      this.#key = key;
      const reading = readOnce(comparison);
      this.#reading = { ...reading, reference: reading.reference.map(inMemory) };
    }
    return this.#reading;
  }
}

/** What decides how the base is read: its bytes and its columns. Null where more does. */
function keyOf({ files, reference }: DatasetComparison): string | null {
  const bytes = new Map(files.map((file) => [file.previousPath ?? file.path, file.sha256.base]));
  const read = reference.map(({ path, columns, rows }) => [path, bytes.get(path) ?? null, columns, rows]);
  if (read.some(([, sha256]) => sha256 === null)) return null;
  return JSON.stringify(read);
}

/** The file, whose rows are kept as they are read for the first time. */
function inMemory(file: ReferenceFile): ReferenceFile {
  const shared = new Map<string, readonly string[]>();
  type Kept = readonly [text: string, labels: readonly string[], response: string | null, row: number];
  let rows: Kept[] | null = null;
  return {
    ...file,
    async visitRows(visitor) {
      if (rows !== null) {
        for (const row of rows) visitor(...row);
        return;
      }
      const read: Kept[] = [];
      await file.visitRows((text, labels, response, row) => {
        const key = JSON.stringify(labels);
        const kept = shared.get(key) ?? [...labels];
        shared.set(key, kept);
        read.push([text, kept, response, row]);
        visitor(text, labels, response, row);
      });
      rows = read;
    },
    // Another thread would read what is here already.
    reading: null,
  };
}
