import type { PassedReviews } from "../github/judge.ts";
import type { Cache } from "../store/store.ts";

const kind = "passed review";
/** To be raised when reviews become stricter: what passed before is then reviewed again. */
const version = 1;

/** Remembers passed reviews in the cache: losing one costs a merge group another review, and nothing else. */
export function passedReviews(cache: Cache): PassedReviews {
  return {
    async get(fingerprint) {
      const kept = await cache.get(kind, version, fingerprint);
      const conclusion = kept && Buffer.from(kept).toString();
      return conclusion === "success" || conclusion === "neutral" ? conclusion : null;
    },
    add: (fingerprint, conclusion) => cache.put(kind, version, fingerprint, Buffer.from(conclusion)),
  };
}
