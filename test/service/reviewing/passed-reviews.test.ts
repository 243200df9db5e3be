import { expect, test } from "@jest/globals";
import { passedReviews } from "../../../src/service/reviewing/passed-reviews.ts";
import type { Cache } from "../../../src/store/store.ts";

test("what passed is known again by its fingerprint, and nothing else is", async () => {
  const kept = new Map<string, string>();
  const cache: Cache = {
    get: (kind, version, key) => Promise.resolve(kept.get(`${kind} ${version} ${key}`) ?? null),
    put: (kind, version, key, value) => {
      kept.set(`${kind} ${version} ${key}`, value);
      return Promise.resolve();
    },
  };
  const passed = passedReviews(cache, { owner: "octo", repo: "data" });
  await passed.add("f1", "neutral");
  expect(await passed.get("f1")).toBe("neutral");
  expect(await passed.get("f2")).toBeNull();
  // What passed in a fork of somebody's own says nothing about this repository.
  expect(await passedReviews(cache, { owner: "someone", repo: "data" }).get("f1")).toBeNull();
  for (const key of kept.keys()) kept.set(key, "anything else");
  expect(await passed.get("f1")).toBeNull();
});
