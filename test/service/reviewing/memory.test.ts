// The App looks back over GitHub's API as the command line does over git.

import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import nock from "nock";
import { review } from "../../../src/review/review.ts";
import { holdDrill } from "../../../src/service/drill/hold.ts";
import { reviewPullRequest } from "../../../src/service/review-pull-request.ts";
import { openStore } from "../../../src/store/open.ts";
import type { Store } from "../../../src/store/store.ts";
import { type Drip, drip } from "../../review/history/drip.ts";
import {
  type FakeCommit,
  type FakeGitHub,
  fakeGitHub,
  owner,
  pullNumber,
  repo,
  shas,
} from "../../support/fake-github.ts";
import { claimed } from "../../support/in-memory-queue.ts";

const file = "data/train.jsonl";
const MERGED = 8;
let made: Drip;
let home: string;
let store: Store;

beforeAll(async () => {
  made = drip(MERGED);
  home = mkdtempSync(join(tmpdir(), "dr-memory-"));
  store = await openStore({ url: join(home, "s.db") });
});
afterAll(async () => {
  nock.cleanAll();
  await store.close();
  made.repo.remove(".");
  rmSync(home, { recursive: true, force: true });
});

const filesAt = (commit: string) => ({ [file]: `${made.repo.git("show", `${commit}:${file}`)}\n` });

/** The base is a commit that touches no data; before it, each of the merged pull requests as one squashed commit. */
function github(config?: string, rulesAlone = false): FakeGitHub {
  const rules = config === undefined ? {} : { ".github/dataset-review.yml": config };
  const earlier = Array.from({ length: MERGED + 1 }, (_, i): FakeCommit => {
    const pull = MERGED - i;
    const message = pull === 0 ? "First data" : `More feedback (#${pull})`;
    const sha = String(pull).repeat(40);
    return { sha, message, author: `person${pull % 3}`, files: filesAt(`main~${i}`) };
  });
  const [base, head] = [filesAt("main"), filesAt("next")];
  if (rulesAlone) return fakeGitHub({ base, head: { ...base, ...rules }, earlier });
  return fakeGitHub({ base: { ...base, ...rules }, head: { ...head, ...rules }, earlier });
}

async function reviewed(fake: FakeGitHub, id: string) {
  const place = { kind: "pull_request", installationId: 1, owner, repo, accountId: 2, pullNumber } as const;
  const job = claimed({ ...place, headSha: shas.head, baseSha: shas.base, force: false }, { id });
  const { octokit } = fake;
  await store.reviews.start({ ...job });
  await reviewPullRequest(job, {
    ...{ octokit, store, review, drill: holdDrill },
    rowHashKey: "key",
    reportUrl: null,
  });
  nock.cleanAll();
  expect(fake.problems).toEqual([]);
  return fake.writes().at(-1)!.body;
}

test("the ninth of two planted rows each is blocked, and names the eight before it; the next review asks less", async () => {
  const first = github();
  const { conclusion, output } = await reviewed(first, "11111111-2222-3333-4444-555555555555");
  expect(conclusion).toBe("failure");
  expect(output!.title).toMatch(/2 rows here, 16 rows in #1, #2 and 6 others since 2026-09-/);
  for (let pull = 1; pull <= MERGED; pull++)
    expect(output!.summary).toContain(`2 in \`#${pull}\` (person${pull % 3}, 2026-`);
  // Each commit's files are listed once for all reviews: what is asked again are those of the versions that are read.
  const again = github();
  await reviewed(again, "21111111-2222-3333-4444-555555555555");
  const listings = ({ requests }: FakeGitHub) => requests.filter(({ path }) => path.includes("/git/trees/"));
  expect(listings(again).length).toBeLessThanOrEqual(listings(first).length);
});

test("with `memory.since: off` it passes, and nothing is asked", async () => {
  const fake = github("memory: { since: 'off' }\n");
  const { conclusion } = await reviewed(fake, "31111111-2222-3333-4444-555555555555");
  expect(conclusion).toBe("success");
  expect(fake.requests.filter(({ path }) => path.endsWith("/commits"))).toEqual([]);
});

test.each([
  [
    "exclude: ['data/**']\n",
    ["#8, merged already, passes by the present rules; by these it is not reviewed", "#4, "],
  ],
  ["policy: { blockAt: critical }\n", ["5 merged changes would come out as before: passes 5"]],
])(
  "of a change of the rules alone (%s) it is said how the last merged changes come out by them",
  async (rules, said) => {
    const fake = github(rules, true);
    const { conclusion, output } = await reviewed(fake, randomUUID());
    expect(conclusion).toBe("neutral");
    for (const one of said) expect(output!.summary).toContain(one);
    expect(fake.requests.length).toBeLessThanOrEqual(25);
  },
);
