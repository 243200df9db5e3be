import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import nock from "nock";
import type { AuthorAssociation } from "../../../../src/model/pull-request.ts";
import { listMerged, readContributor } from "../../../../src/service/reviewing/facts/contributor.ts";
import { openStore } from "../../../../src/store/open.ts";
import type { Decision, Store } from "../../../../src/store/store.ts";
import { job } from "../../../store/jobs.ts";
import { fakeGitHub, listedPull, owner, repo } from "../../../support/fake-github.ts";
import { sampleReply } from "../../../support/sample.ts";

let home: string;
let store: Store;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-contributor-"));
  store = await openStore({ url: join(home, "s.db") });
});
afterEach(async () => {
  nock.cleanAll();
  await store.close();
  rmSync(home, { recursive: true, force: true });
});

const openedAt = "2026-05-01T00:00:00Z";
const pull = (association: AuthorAssociation = "CONTRIBUTOR") => ({
  number: 7,
  openedAt,
  author: { login: "carl", isBot: false, association },
});
const merged = (number: number, changedRows: number | null = null) => ({
  number,
  mergedAt: `2026-04-0${number}T00:00:00Z`,
  changedRows,
});

test("earlier pull requests come from our records, oldest first, with the rows that a review counted", async () => {
  for (const one of [merged(7), merged(5), merged(3, 14)])
    await store.history.record(owner, repo, "carl", one);
  await store.history.record(owner, repo, "somebody", merged(2));
  const review = { ...job({ owner, repo, pullNumber: 5 }), id: "five" };
  await store.reviews.start(review);
  const found = { findings: [], report: null } as const;
  await store.reviews.keep("five", { ...found, changedRows: 77 });
  // #7 is the pull request itself.
  expect((await readContributor(store, { owner, repo }, pull())).merged).toEqual([
    merged(3, 14),
    merged(5, 77),
  ]);
});

test("who accepted findings in them is told, and who took that back is not", async () => {
  for (const one of [merged(3, 14), merged(5, 20)]) await store.history.record(owner, repo, "carl", one);
  const decision = (id: number, findingId: string, actorLogin: string, isBack = false): Decision => ({
    ...{ id: String(id), reviewId: "r", owner, repo, pullNumber: 5, findingId, rowsHash: "h" },
    ...{ verdict: isBack ? "withdrawn" : "accepted", actorId: 1, actorLogin },
  });
  await store.decisions.record([
    decision(1, "a", "kim"),
    decision(2, "b", "kim"),
    decision(3, "c", "lee"),
    decision(4, "c", "lee", true),
  ]);
  expect((await readContributor(store, { owner, repo }, pull())).merged).toEqual([
    merged(3, 14),
    { ...merged(5, 20), acceptedBy: ["kim"] },
  ]);
});

test("without a record of any, there were none only where GitHub says so too", async () => {
  const of = async (association: AuthorAssociation) =>
    (await readContributor(store, { owner, repo }, pull(association))).merged;
  expect(await of("CONTRIBUTOR")).toBeNull();
  expect(await of("FIRST_TIME_CONTRIBUTOR")).toEqual([]);
  expect(await of("NONE")).toEqual([]);
});

test("one list names the merged pull requests of all authors; a deleted account's are nobody's", async () => {
  const github = fakeGitHub();
  const { user } = sampleReply("GET /repos/{owner}/{repo}/pulls/{pull_number}") as { user: object };
  const closed = (number: number, merged_at: string | null, login = "carl") =>
    listedPull({ number, state: "closed", merged_at, user: { ...user, login } });
  github.api
    .get(`/repos/${owner}/${repo}/pulls`)
    .query({ state: "closed", sort: "created", direction: "desc", per_page: 100 })
    .reply(200, [closed(6, openedAt), closed(5, null), closed(4, openedAt, "kim")]);
  expect(await listMerged(github.octokit, { owner, repo })).toEqual([
    { number: 6, mergedAt: openedAt, login: "carl" },
    { number: 4, mergedAt: openedAt, login: "kim" },
  ]);
  expect(github.problems).toEqual([]);
});
