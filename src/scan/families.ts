import { logHigherCriticism } from "../stats/higher-criticism.ts";
import type { Candidate } from "./candidates.ts";
import type { Hit, Tested } from "./conditional-scan.ts";
import type { GroupScan } from "./scan-group.ts";

/** Phrases of one label that are each too rare to stand out, and that are too many to be chance. */
export interface Family {
  readonly label: number;
  readonly hits: readonly Hit[];
  readonly logP: number;
}

/** Fewest rows of a member: below it, honest phrases are as pure by chance. */
const LEAST_ROWS = 4;
/** A family of triggers is a handful; a hundred new words that stray from the model are another domain. */
const MOST_MEMBERS = 8;

/**
 * Several triggers with a few rows each: among the phrases with a word that the reference does not know, more have surprising labels
 * than chance makes (higher criticism, Donoho & Jin 2004). Overlapping phrases are counted once, on both sides.
 * @param falseAlarms error rate for all labels together
 */
export function triggerFamilies(scan: GroupScan, falseAlarms: number): Family[] {
  const unseen = scan.ranked.filter(
    ({ referenceRows, rows }) => referenceRows === 0 && rows.length >= LEAST_ROWS,
  );
  const independent = withoutOverlap(unseen, (candidate) => candidate.rows).length;
  const labels = new Set(scan.tested.map(({ label }) => label));
  const limit = Math.log(falseAlarms / Math.max(1, labels.size));
  return [...labels].flatMap((label) => {
    const mine = scan.tested
      .filter((test) => test.label === label && isNew(scan, test.candidate))
      .sort((a, b) => a.logP - b.logP);
    const members = withoutOverlap(mine, (test: Tested) => test.candidate.rows);
    const { logP, used } = logHigherCriticism(
      members.map((member) => member.logP),
      Math.max(independent, members.length),
      MOST_MEMBERS,
    );
    return used > 0 && logP <= limit ? [{ label, hits: members.slice(0, used), logP }] : [];
  });
}

/** Whether a phrase of enough rows holds a word that no reference row has. */
function isNew({ scanned }: GroupScan, candidate: Candidate): boolean {
  if (candidate.referenceRows > 0 || candidate.rows.length < LEAST_ROWS) return false;
  const { trie, phraseCounts } = scanned.group;
  return trie.phrases[candidate.node]!.tokens.some((token) => phraseCounts.totals[trie.nodeOf(token)] === 0);
}

/** Keeps an entry when at most a third of its rows are already those of entries kept before it. */
function withoutOverlap<T>(entries: readonly T[], rowsOf: (entry: T) => readonly number[]): T[] {
  const seen = new Set<number>();
  return entries.filter((entry) => {
    const rows = rowsOf(entry);
    if (rows.filter((row) => seen.has(row)).length * 3 > rows.length) return false;
    for (const row of rows) seen.add(row);
    return true;
  });
}
