/** Tells whether a change comes from another source or language than the base. */
import type { Scanned } from "./scanned.ts";

/** A row is of another language or subject when fewer of its words than this share are among those of the base's sample. */
const LEAST_KNOWN = 0.5;
/** Share of the changed rows beyond which the change as a whole is from elsewhere. */
const MOST_ROWS = 0.5;

const done = new WeakMap<Scanned, boolean>();

/**
 * Whether most of the change is written in words that the base does not have. What its words say of the labels is then
 * nothing that the base could tell: honest rows of a new language have words of their own that make the classes. In a
 * change of the base's own source one word in ten is new.
 */
export function isFromElsewhere(scanned: Scanned): boolean {
  let answer = done.get(scanned);
  if (answer === undefined) done.set(scanned, (answer = judge(scanned)));
  return answer;
}

function judge({ group, rows }: Scanned): boolean {
  const known = new Uint8Array(group.tokens.size);
  for (const { ids } of group.sample) for (let i = 0; i < ids.length; i++) known[ids[i]!] = 1;
  let foreign = 0;
  for (const row of rows) {
    const { ids } = group.rows[row]!;
    let words = 0;
    let met = 0;
    for (let i = 0; i < ids.length; i++) {
      if (!group.tokens.isWord(ids[i]!)) continue;
      words++;
      met += known[ids[i]!]!;
    }
    if (met < LEAST_KNOWN * words) foreign++;
  }
  return foreign > MOST_ROWS * rows.length;
}
