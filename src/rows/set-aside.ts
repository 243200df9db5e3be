/** Tells by their path which files hold rows that nobody trains on (rejected, scratch …). */

/** Words in a path by which people say that nobody trains on the file: what it holds was never reviewed as data. */
const WORDS: ReadonlySet<string> = new Set(
  "bad blocked candidates deleted deprecated discard discarded discards draft drafts dropped excluded flagged incoming invalid junk pending quarantine quarantined reject rejected rejects removed sandbox scratch staging temp tmp trash unreviewed unused unverified wip".split(
    " ",
  ),
);

/** Whether a path says that its rows were set aside: `data/rejected.jsonl`, `scratch/new.csv`. */
export function isSetAside(path: string): boolean {
  return path
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => WORDS.has(word));
}

/** Whether rows that go from one path to another become data by it: then they are new, though the bytes are old. */
export function isPromoted(from: string, to: string): boolean {
  return isSetAside(from) && !isSetAside(to);
}
