import type { Config } from "../../src/config/schema.ts";
import type { DatasetInput } from "../../src/model/dataset.ts";
import type { ReviewResult } from "../../src/model/result.ts";
import { buildProfile } from "../../src/profile.ts";
import { renderJson } from "../../src/report/json/json.ts";
import { review } from "../../src/review.ts";

/**
 * Reviews once more, with profiles of the base versions, and throws unless the result is the same in every byte.
 * @param expected what the review without profiles gave
 */
export async function requireSameWithProfiles(
  dataset: DatasetInput,
  config: Config,
  expected: ReviewResult,
): Promise<void> {
  const pairs = [];
  for (const { base, head } of dataset.pairs) {
    const profile = base && (await buildProfile(base, config));
    pairs.push({ base: base && profile ? { ...base, profile } : base, head });
  }
  const result = await review({ dataset: { ...dataset, pairs }, contributor: null, config });
  if (renderJson(result) === renderJson(expected)) return;
  throw new Error("With profiles of the base versions the review gives another result.");
}
