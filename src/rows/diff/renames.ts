/** Finds which deleted file lives on under another path. */
import { addTo } from "../../collections/group-by.ts";
import { tally } from "../../collections/tally.ts";
import { isPromoted } from "../set-aside.ts";
import { matchHashes } from "./match.ts";
import type { PairReading } from "./pair.ts";

/** Share of the smaller file's records, or else of its texts, that must be the same for two files to be one that was renamed. */
const LEAST_SHARE = 0.5;

/**
 * Which deleted file lives on as which new one: the two that share most records first. The caller reads them again
 * as one pair. A file that was split lives on as its largest part; the rest is found as moved rows.
 */
export function findRenames(readings: readonly PairReading[]): ReadonlyMap<PairReading, PairReading> {
  const removed = readings.filter((reading) => !reading.pair.head);
  const added = readings.filter((reading) => !reading.pair.base);
  if (removed.length === 0 || added.length === 0) return new Map();
  const sharedTexts = textsShared(removed, added);
  const candidates: { from: PairReading; to: PairReading; shared: number }[] = [];
  for (const from of removed) {
    for (const to of added) {
      if (isPromoted(from.path, to.path)) continue;
      const shared = sharedRecords(from, to) ?? sharedTexts(from, to);
      if (shared !== null) candidates.push({ from, to, shared });
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

/** How many records are the same; null where they are too few. */
function sharedRecords(from: PairReading, to: PairReading): number | null {
  if (from.base?.reader.schema !== to.head?.reader.schema) return null;
  const [before, after] = [from.alignment.base, to.alignment.head];
  const shared = matchHashes(before, after).reduce((count, index) => count + (index === -1 ? 0 : 1), 0);
  return enough(shared, Math.min(before.count, after.count));
}

/** The texts of the rows that were looked at: they stay where a file is written in another format, or under other columns. */
function textsOf({ samples, roles, headRoles }: PairReading): ReadonlySet<string> {
  const before = samples.base.map((fields) => roles(fields).text);
  return new Set([...before, ...samples.head.map((fields) => headRoles(fields).text)].filter(Boolean));
}

/** How many texts two files have in common; null where they are too few. Each text is looked up once, not for every two files. */
function textsShared(
  removed: readonly PairReading[],
  added: readonly PairReading[],
): (from: PairReading, to: PairReading) => number | null {
  const sizes = new Map<PairReading, number>();
  const holders = new Map<string, PairReading[]>();
  for (const from of removed) {
    const texts = textsOf(from);
    sizes.set(from, texts.size);
    for (const text of texts) {
      addTo(holders, text, from);
    }
  }
  const shared = new Map<PairReading, Map<PairReading, number>>();
  for (const to of added) {
    const texts = textsOf(to);
    sizes.set(to, texts.size);
    shared.set(to, tally([...texts].flatMap((text) => holders.get(text) ?? [])));
  }
  return (from, to) => enough(shared.get(to)!.get(from) ?? 0, Math.min(sizes.get(from)!, sizes.get(to)!));
}

function enough(shared: number, of: number): number | null {
  return shared > 0 && shared >= LEAST_SHARE * of ? shared : null;
}
