/** Finds which findings a row belongs to, and their phrases in its text, to be shown marked. */
import type { Finding } from "../model/finding.ts";
import type { ReviewResult } from "../model/result.ts";
import { codePoints, head, tail } from "./clip.ts";

/** A stretch of a row's text; `marked` where it is the phrase that a finding names. */
export interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

/** Part of a text around its first marked place. */
export interface Excerpt {
  readonly segments: readonly Segment[];
  /** Code points left out before and after. */
  readonly cutBefore: number;
  readonly cutAfter: number;
}

/** Longest phrase that is searched for in a text. */
const LONGEST_PHRASE = 200;
/** What may stand between two words of a phrase: phrases are compared as tokens, so punctuation is skipped. */
const BETWEEN = "[^\\p{L}\\p{N}]{0,8}";

/** What belongs to the last character that a person sees: accents, and what an emoji is joined with. */
const REST_OF_CHARACTER = "(?:\\p{M}|\\u200d\\p{Extended_Pictographic}|\\p{Emoji_Modifier}){0,16}";

/** A pattern for any of the phrases, in any case, however their words are spaced; null when there is none. */
export function phrasePattern(phrases: readonly string[]): RegExp | null {
  const alternatives = phrases
    .filter((phrase) => phrase.length <= LONGEST_PHRASE && phrase.trim() !== "")
    .sort((a, b) => b.length - a.length)
    .map((phrase) => phrase.trim().split(/\s+/).map(wordPattern).join(BETWEEN));
  if (alternatives.length === 0) return null;
  const either = `(?:${alternatives.join("|")})${REST_OF_CHARACTER}`;
  return new RegExp(`(?<![\\p{L}\\p{N}])${either}(?![\\p{L}\\p{N}])|${either}`, "giu");
}

/** Invisible format characters inside a word do not split it. */
function wordPattern(word: string): string {
  return Array.from(word, literal).join("\\p{Cf}?");
}

/** The text as a pattern that means it alone, for patterns by code points (`u`), which refuse an escape too many. */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** The whole text, cut at the places that the pattern matches. */
export function segments(text: string, pattern: RegExp | null): Segment[] {
  if (pattern === null) return text === "" ? [] : [{ text, marked: false }];
  const found: Segment[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === "") continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index), marked: false });
    found.push({ text: match[0], marked: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ text: text.slice(from), marked: false });
  return found;
}

/** How far into a long text a phrase is looked for. */
const SEARCHED = 100_000;

/**
 * At most `max` code points of a text: its start, or, where the phrase comes too late for that, what stands
 * around the phrase.
 */
export function excerpt(text: string, pattern: RegExp | null, max: number): Excerpt {
  const searched = text.length > SEARCHED ? text.slice(0, SEARCHED) : text;
  const all = segments(searched, pattern);
  const first = all.findIndex((segment) => segment.marked);
  const lead = first > 0 ? all[0]!.text : "";
  const match = first >= 0 ? all[first]!.text : "";
  const fromStart = first < 0 || codePoints(lead) + codePoints(match) <= max * 0.75;
  const before = fromStart ? { text: lead, cut: 0 } : tail(lead, Math.floor(max * 0.3));
  const start = fromStart ? text : text.slice(lead.length - before.text.length);
  const kept = head(start, max);
  return { segments: segments(kept.text, pattern), cutBefore: before.cut, cutAfter: kept.cut };
}

export type FindingIndex = ReturnType<typeof findingIndex>;

/** Looks up the findings of a row, and the pattern of their phrases (compiled once for each set of findings). */
export function findingIndex(result: ReviewResult) {
  const byId = new Map(result.findings.map((finding) => [finding.id, finding]));
  const patterns = new Map<string, RegExp | null>();
  const of = (ids: readonly string[]): Finding[] =>
    ids.flatMap((id) => {
      const finding = byId.get(id);
      return finding === undefined ? [] : [finding];
    });
  const pattern = (ids: readonly string[]): RegExp | null => {
    const key = ids.join(" ");
    const known = patterns.get(key);
    if (known !== undefined) return known;
    const built = phrasePattern(of(ids).flatMap(({ phrase }) => (phrase === undefined ? [] : [phrase])));
    patterns.set(key, built);
    return built;
  };
  return { of, pattern };
}
