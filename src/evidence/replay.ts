import type { TokenTable } from "../text/token-table.ts";
import { WIDE } from "./number-codes.ts";
import type { PhraseTrie } from "./phrases.ts";
import { type NearRows, nearSearch } from "./recorded-near.ts";
import { BEGINS, CONTINUES, recordedPhrases } from "./recorded-phrases.ts";
import type { RecordedRows } from "./recorded-rows.ts";

/** What is made of recorded rows. Labels are arrays that rows share. */
export interface ReplayVisitor {
  /** So many rows with these labels hold the phrase of this node; told more than once. */
  phrase(node: number, labels: readonly string[], rows: number): void;
  /** So many rows have these labels; told once of each list of labels. */
  labels(labels: readonly string[], rows: number): void;
  /** Asked for each row in order: whether it is wanted. */
  wants(): boolean;
  /** A wanted row: its token ids (the first `count`). */
  row(ids: Int32Array, count: number, labels: readonly string[]): void;
}

/** Bits of a token: changed rows hold it as a word; it is a phrase by itself that is not counted beforehand. */
const SHARED = 1;
const UNCOUNTED = 8;

/**
 * Goes through recorded rows as if the file were read. Returns the rows, by their number from 0, that have to be looked
 * at in the file itself, since they are or may be near-duplicates of changed ones.
 */
export function replayRows(
  recorded: RecordedRows,
  tokens: TokenTable,
  trie: PhraseTrie,
  near: NearRows,
  visitor: ReplayVisitor,
): ReadonlySet<number> {
  const { data, names, labelLists, counted } = recorded;
  const ids = Int32Array.from(names, (name) => tokens.idOf(name));
  const phrases = recordedPhrases(trie, ids);
  const { opening, ending, roots, flags } = phrases;
  const search = nearSearch(recorded, near);
  const lists = labelLists.length;
  const countedTokens = lists === 0 ? 0 : counted.length / lists;
  for (let token = 0; token < names.length; token++) {
    if (search.isShared(token)) flags[token]! |= SHARED;
    if (token >= countedTokens && roots[token] !== 0) flags[token]! |= UNCOUNTED;
  }
  const stamps = new Uint32Array(trie.phrases.size);
  const listRows = new Float64Array(lists);
  const found = new Set<number>();
  let row = new Int32Array(1024);
  let places = new Int32Array(1024);
  let mapped = new Int32Array(1024);
  let labels: readonly string[] = [];
  const seen = { end: 0, hits: 0, common: 0 };
  let serial = 0;
  let at = 0;

  for (let number = 0; number < recorded.rows; number++) {
    const list = next();
    const size = next();
    const units = next();
    if (units + 2 > row.length) {
      row = new Int32Array(units * 2);
      places = new Int32Array(units * 2);
      mapped = new Int32Array(units * 2);
    }
    row[0] = opening;
    scan(data, at, at + units, flags, row, places, seen);
    at += units;
    const { end } = seen;
    let { hits } = seen;
    row[end] = ending;
    places[hits] = end;
    hits += (flags[row[end - 1]!]! >> 2) & (flags[ending]! >> 1) & 1;

    labels = labelLists[list]!;
    listRows[list]!++;
    serial++;
    for (let i = 0; i < hits; i++) tellPhrases(places[i]!, end + 1);
    if (search.mayBeNear(size, seen.common, row, end)) found.add(number);
    if (!visitor.wants()) continue;
    for (let i = 1; i < end; i++) mapped[i - 1] = ids[row[i]!]!;
    visitor.row(mapped, end - 1, labels);
  }
  for (let list = 0; list < lists; list++) tellCounts(list);
  return found;

  function next(): number {
    const unit = data[at++]!;
    return unit < WIDE ? unit : ((unit - WIDE) << 16) | data[at++]!;
  }

  function tellPhrases(place: number, end: number): void {
    const own = flags[row[place]!]!;
    if ((own & UNCOUNTED) !== 0) tell(roots[row[place]!]!);
    if ((own & CONTINUES) !== 0 && (flags[row[place - 1]!]! & BEGINS) !== 0)
      phrases.follow(row, place - 1, end, tell);
  }

  /** A phrase counts once for each row. */
  function tell(node: number): void {
    if (stamps[node] === serial) return;
    stamps[node] = serial;
    visitor.phrase(node, labels, 1);
  }

  /** What is known without going through the rows. Each has the two marks of its ends. */
  function tellCounts(list: number): void {
    labels = labelLists[list]!;
    visitor.labels(labels, listRows[list]!);
    for (const mark of [opening, ending])
      if (roots[mark] !== 0) visitor.phrase(roots[mark]!, labels, listRows[list]!);
    for (let token = 0; token < countedTokens; token++) {
      const rows = counted[token * lists + list]!;
      if (roots[token] !== 0 && rows > 0) visitor.phrase(roots[token]!, labels, rows);
    }
  }
}

/**
 * Takes a row apart, whose first place is that of the opening: its tokens into `row` as far as `seen.end`, into `places`
 * those where a phrase of several tokens may begin with the token before, or where a token is to be counted, and how many
 * tokens changed rows share. Runs over each token of a data set: nothing in it hangs on what cannot be foreseen, and all
 * it uses are its own variables.
 */
function scan(
  data: Uint16Array,
  from: number,
  to: number,
  flags: Uint8Array,
  row: Int32Array,
  places: Int32Array,
  seen: { end: number; hits: number; common: number },
): void {
  let end = 1;
  let hits = 0;
  let common = 0;
  let before = flags[row[0]!]!;
  for (let at = from; at < to; ) {
    let token = data[at++]!;
    if (token >= WIDE) token = ((token - WIDE) << 16) | data[at++]!;
    const own = flags[token]!;
    row[end] = token;
    places[hits] = end++;
    hits += ((before >> 2) & (own >> 1) & 1) | (own >> 3);
    common += own & SHARED;
    before = own;
  }
  seen.end = end;
  seen.hits = hits;
  seen.common = common;
}
