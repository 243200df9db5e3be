import type { Candidate } from "../../src/trigger/phrases/candidates.ts";

/** A candidate of which only the named fields matter. */
export function candidate(fields: Partial<Candidate>): Candidate {
  return {
    node: 1,
    tokens: [1],
    hidden: new Set([1]),
    rows: [0, 1, 2],
    rowCount: fields.rows?.length ?? 3,
    referenceRows: 0,
    logBurst: 0,
    logChance: 0,
    ...fields,
  };
}
