import { isPromoted } from "../../model/set-aside.ts";
import { matchHashes } from "./match.ts";
import type { PairReading } from "./pair.ts";

/** Share of the smaller file's records that must be the same for two files to be one that was renamed. */
const LEAST_SHARE = 0.5;

/**
 * Which deleted file lives on as which new one: the two that share most records first. The caller reads them again
 * as one pair. A file that was split lives on as its largest part; the rest is found as moved rows.
 */
export function findRenames(readings: readonly PairReading[]): ReadonlyMap<PairReading, PairReading> {
  const removed = readings.filter((reading) => !reading.pair.head);
  const added = readings.filter((reading) => !reading.pair.base);
  const candidates: { from: PairReading; to: PairReading; shared: number }[] = [];
  for (const from of removed) {
    for (const to of added) {
      if (from.base?.reader.schema !== to.head?.reader.schema) continue;
      if (isPromoted(from.path, to.path)) continue;
      const [before, after] = [from.alignment.base, to.alignment.head];
      const shared = matchHashes(before, after).reduce((count, index) => count + (index === -1 ? 0 : 1), 0);
      if (shared > 0 && shared >= LEAST_SHARE * Math.min(before.count, after.count)) {
        candidates.push({ from, to, shared });
      }
    }
  }
  candidates.sort((a, b) => b.shared - a.shared);
  const renames = new Map<PairReading, PairReading>();
  const gone = new Set<PairReading>();
  for (const { from, to } of candidates) {
    if (gone.has(from) || renames.has(to)) continue;
    gone.add(from);
    renames.set(to, from);
  }
  return renames;
}
