import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import nock from "nock";
import { defaultConfig } from "../../src/config/schema.ts";
import type { Review } from "../../src/github/judge.ts";
import { perform } from "../../src/perform.ts";
import { buildProfile } from "../../src/profile.ts";
import { openStore } from "../../src/store/open.ts";
import type { Cache, Store } from "../../src/store/store.ts";
import { profileInThread } from "../../src/worker/in-thread.ts";
import { cachedBytes } from "../../src/worker/kept-bytes.ts";
import { cachedProfiles } from "../../src/worker/profiles.ts";
import { fakeGitHub, gitBlobSha, owner, pullNumber, repo, shas } from "../support/fake-github.ts";
import { claimed } from "../support/in-memory-queue.ts";
import { quietResult } from "../support/result-builder.ts";
import { transpileSources } from "../support/transpiled.ts";

const place = { owner, repo };
const options = { secret: "0123456789abcdef0123456789abcdef", mostBytes: 1 << 26 };
const blob = "1".repeat(40);

let home: string;
let sources: ReturnType<typeof transpileSources>;
let store: Store;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-profiles-"));
  sources = transpileSources();
  store = await openStore({ url: join(home, "service.db") });
}, 60_000);
afterAll(async () => {
  await store.close();
  sources.remove();
  rmSync(home, { recursive: true, force: true });
});
afterEach(() => {
  nock.cleanAll();
});

/** A cache that shows what is stored. */
function watched(cache: Cache): Cache & { readonly stored: Buffer[] } {
  const stored: Buffer[] = [];
  return {
    stored,
    get: (...key) => cache.get(...key),
    touch: (...keys) => cache.touch(...keys),
    put: (kind, version, name, value) => {
      stored.push(Buffer.from(value));
      return cache.put(kind, version, name, value);
    },
  };
}

describe("profiles in the cache", () => {
  const profile = Buffer.from("the words of the dataset ".repeat(50));

  test("come back as they were, and no word of them is stored", async () => {
    const cache = watched(store.cache);
    const profiles = cachedProfiles(cache, place, options);
    expect(await profiles.get(blob)).toBeNull();
    await profiles.add(blob, profile);
    expect(await profiles.get(blob)).toEqual(profile);
    expect(cache.stored).toHaveLength(1);
    expect(cache.stored[0]!.includes("words")).toBe(false);
  });

  test("are of one repository, one blob and one secret", async () => {
    await cachedProfiles(store.cache, place, options).add(blob, profile);
    const other = { ...options, secret: "another secret of the same length" };
    expect(await cachedProfiles(store.cache, { owner, repo: "other" }, options).get(blob)).toBeNull();
    expect(await cachedProfiles(store.cache, place, options).get("2".repeat(40))).toBeNull();
    expect(await cachedProfiles(store.cache, place, other).get(blob)).toBeNull();
  });

  test("are believed only as they were written", async () => {
    const cache = watched(store.cache);
    await cachedProfiles(cache, place, options).add(blob, profile);
    const [sealed] = cache.stored;
    for (const at of [0, 13, 40, sealed!.length - 1]) {
      const changed = Buffer.from(sealed!);
      changed[at]! ^= 1;
      const lying: Cache = { ...store.cache, get: () => Promise.resolve(changed) };
      expect(await cachedProfiles(lying, place, options).get(blob)).toBeNull();
    }
    const moved: Cache = { ...store.cache, get: () => Promise.resolve(sealed!) };
    expect(await cachedProfiles(moved, place, options).get("2".repeat(40))).toBeNull();
  });

  test("that are too large are not kept", async () => {
    const profiles = cachedProfiles(store.cache, place, { ...options, mostBytes: 100 });
    await profiles.add("3".repeat(40), profile);
    expect(await profiles.get("3".repeat(40))).toBeNull();
  });
});

const rows = (count: number): string =>
  Array.from({ length: count }, (_, i) => {
    const text = `${i} the parcel ${i % 7} came ${i % 13} days late and nobody knew anything of it`;
    return `${JSON.stringify({ text, label: i % 2 === 0 ? "shipping" : "other" })}\n`;
  }).join("");

describe("a push to the default branch", () => {
  const large = rows(14_000);
  const files = { "data/large.jsonl": large, "data/small.jsonl": rows(10), "README.md": "#" };
  const job = claimed(
    {
      kind: "push",
      installationId: 1,
      owner,
      repo,
      accountId: 2,
      pullNumber: null,
      headSha: shas.base,
      baseSha: null,
      force: false,
    },
    {},
  );
  const never: Review = () => Promise.reject(new Error("a push is not reviewed"));

  test("has its large files prepared once, and the next review is given what was prepared", async () => {
    const github = fakeGitHub({ base: files, head: { ...files, "data/large.jsonl": large + rows(3) } });
    const built: string[] = [];
    const preparing = {
      profiles: cachedProfiles(store.cache, { owner, repo: "prepared" }, options),
      kept: cachedBytes(store.cache, { owner, repo: "prepared" }, options),
      build: (version: Parameters<typeof buildProfile>[0], config: Parameters<typeof buildProfile>[1]) => {
        built.push(version.path);
        const thread = new URL("src/worker/thread.js", sources.url);
        return profileInThread(thread, version, null, config, { memoryMb: 256, timeoutMs: 60_000 });
      },
    };
    const tools = { octokit: github.octokit, review: never, preparing };
    expect(await perform(job, tools)).toEqual({ checkRunId: null, verdict: null });
    await perform({ ...job, id: "22222222-2222-3333-4444-555555555555" }, tools);
    expect(built).toEqual(["data/large.jsonl"]);
    expect(github.writes()).toEqual([]);

    const version = { path: "data/large.jsonl", source: { open: () => chunks(large) } };
    const kept = await preparing.profiles.get(gitBlobSha(large));
    expect(Buffer.from(kept!)).toEqual(Buffer.from((await buildProfile(version, defaultConfig))!));

    let given: Uint8Array | undefined;
    const review: Review = ({ dataset }) => {
      given = dataset.pairs[0]!.base!.profile;
      return Promise.resolve(quietResult());
    };
    const pull = {
      ...job,
      kind: "pull_request" as const,
      pullNumber,
      headSha: shas.head,
      baseSha: shas.base,
    };
    await perform(pull, { ...tools, review });
    expect(Buffer.from(given!)).toEqual(Buffer.from(kept!));
    expect(github.problems).toEqual([]);
  }, 60_000);

  test("asks nothing of GitHub where no profiles are kept", async () => {
    const github = fakeGitHub({ base: files });
    expect(await perform(job, { octokit: github.octokit, review: never })).toEqual({
      checkRunId: null,
      verdict: null,
    });
    expect(github.requests).toEqual([]);
  });
});

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
