/** Finds which findings a row belongs to, and the phrases to be marked in it. */
import type { Finding } from "../model/finding.ts";
import type { ReviewResult } from "../model/result.ts";
import { phrasePattern } from "./highlight.ts";

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
