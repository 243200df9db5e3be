/** Whether several records of a file begin on one line, so that a line does not tell which is meant. */
import type { RecordBatch } from "../formats/records.ts";

export interface SharedLines {
  observe(batch: RecordBatch): void;
  readonly found: boolean;
}

/** Watches the records of one version go by. */
export function sharedLines(): SharedLines {
  let last = 0;
  let found = false;
  return {
    get found() {
      return found;
    },
    observe({ count, lines, flaws }) {
      for (let i = 0; i < count && !found; i++) {
        if (flaws[i] !== 0) continue;
        found = lines[i] === last;
        last = lines[i]!;
      }
    },
  };
}
