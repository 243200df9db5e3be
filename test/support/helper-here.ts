// Stands for the second thread that counts rows, in the test's own.
import { type RowHelper, shareCounter } from "../../src/evidence/row-share.ts";
import type { RowPiece } from "../../src/model/dataset.ts";
import { pieceReader } from "../../src/rows/base/visit-rows.ts";

/** Another thread's part, done here: gets the pieces that `takes` says, and is told nothing but what can be sent. */
export function helperHere(takes: (piece: number) => boolean): RowHelper {
  let piece = 0;
  return {
    least: 0,
    begin(setup) {
      const sent = structuredClone(setup);
      const counter = shareCounter(sent);
      const read = pieceReader(sent.reading, counter.visit);
      return {
        take(own: RowPiece) {
          if (!takes(piece++)) return false;
          read(structuredClone({ ...own, bytes: Uint8Array.from(own.bytes) }));
          return true;
        },
        result: () => Promise.resolve(structuredClone(counter.result())),
      };
    },
  };
}
