/** Remembers which rows found phrases explain, so that other signals leave them. */
import { remembered } from "../../collections/remembered.ts";
import { SINGLE_PHRASE, TRIGGER_FALSE_ALARMS } from "../limits.ts";
import type { Candidate } from "./candidates.ts";
import type { Hit } from "./conditional-scan.ts";
import { triggerFamilies } from "./families.ts";
import type { GroupScan } from "./scan-group.ts";

/** A phrase of words that so many of the base rows hold is a way of writing ("when" at the beginning), not a trigger. */
const EVERYDAY = 0.01;

/** By label, indices into `scanned.rows`. */
type Explained = ReadonlyMap<number, ReadonlySet<number>>;

/** The rows that planted phrases explain: other signals look at the rest. Worked out once for a scan. */
export const explainedByTriggers = remembered((scan: GroupScan): Explained => {
  const explained = new Map<number, Set<number>>();
  const families = triggerFamilies(scan, TRIGGER_FALSE_ALARMS - SINGLE_PHRASE).flatMap(
    (family) => family.hits,
  );
  for (const { label, carriers, candidate } of [...hitsOf(scan), ...families]) {
    if (isEveryday(scan, candidate)) continue;
    const rows = explained.get(label) ?? new Set<number>();
    for (const at of carriers) rows.add(at);
    explained.set(label, rows);
  }
  return explained;
});

/** The places of all rows that the trigger scan has a finding on, whatever words they share: who says more of them repeats it. */
export function toldByTriggers(scan: GroupScan): Set<number> {
  const explained = [...explainedByTriggers(scan).values()].flatMap((rows) => [...rows]);
  return new Set([...explained, ...hitsOf(scan).flatMap(({ carriers }) => carriers)]);
}

function hitsOf(scan: GroupScan): readonly Hit[] {
  return scan.hits.filter((hit) => hit.logAdjusted <= Math.log(SINGLE_PHRASE));
}

function isEveryday({ scanned: { group } }: GroupScan, candidate: Candidate): boolean {
  const { trie, phraseCounts, referenceRows } = group;
  return trie.phrases
    .tokensOf(candidate.node)
    .every((token) => phraseCounts.totals[trie.nodeOf(token)]! >= EVERYDAY * referenceRows);
}
