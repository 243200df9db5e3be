/** What a repository can be: rewritten, unrelated, emptied, too large, and a pull request whose fork is gone. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pull } from "../github.ts";
import { pointerOf } from "../lfs.ts";
import { json } from "../replies.ts";
import { clean, type Story, sha } from "../story.ts";

const flagged = /planted|phrase|flagged/i;

export const repositories: Readonly<Record<string, Story>> = {
  "a base branch that is pushed by force in the middle": async ({ github, pull, review, ends }) => {
    const one = pull({ planted: true });
    github.onRequest = (method, path) => {
      if (method === "GET" && path.includes("/compare/"))
        github.push({ ...one, baseSha: sha("another history") });
    };
    await review(one);
    return ends(one, "failure", flagged);
  },

  "histories without a common commit": async ({ github, pull, review, ends }) => {
    github.instead = (_, path) => (path.includes("/compare/") ? json(404, { message: "Not Found" }) : null);
    const one = pull({ planted: true });
    await review(one);
    return ends(one, "failure", /common ancestor/);
  },

  "a fork that is gone": async ({ pull, review, ends }) => {
    const one = pull({ planted: true, forkIsGone: true });
    await review(one);
    return ends(one, "failure", flagged);
  },

  "a pull request of 3,100 files": async ({ pull, review, ends }) => {
    // The API lists 3,000 of them, and a comparison 300: the one that matters is the last.
    const notes = Array.from({ length: 3_100 }, (_, i) => [`a/note-${i}.md`, Buffer.from(`# ${i}\n`)]);
    const one = pull({ planted: true, more: { base: {}, head: Object.fromEntries(notes) } });
    await review(one);
    return ends(one, "failure", flagged);
  },

  "more dataset files than are reviewed": async ({ github, pull, review, ends }) => {
    const parts = Array.from({ length: 2_100 }, (_, i) => [
      `data/part-${String(i).padStart(4, "0")}.jsonl`,
      Buffer.from(`{"text":"row ${i % 7}"}\n`),
    ]);
    const one = pull({ head: clean.base, more: { base: {}, head: Object.fromEntries(parts) } });
    let downloads = 0;
    github.onRequest = (_, path) => {
      if (path.includes("/git/blobs/")) downloads += 1;
    };
    await review(one);
    return [
      ...ends(one, "failure", /Split the pull request/),
      ...(downloads === 0 ? [] : [`${downloads} files were downloaded for a review that cannot be`]),
    ];
  },

  "data in Git LFS": async ({ github, pull, review, ends }) => {
    const stored = (one: Pull): Partial<Pull> => ({ base: pointerOf(one.base), head: pointerOf(one.head) });
    const [good, bad] = [pull(), pull({ number: 2, planted: true })];
    github.lfsObjects.push(good.base, good.head, bad.base, bad.head);
    const [inLfs, planted] = [pull(stored(good)), pull({ ...stored(bad), number: 2 })];
    const lost = pull({ number: 3, base: inLfs.base, head: pointerOf(Buffer.from("never pushed")) });
    for (const one of [inLfs, planted, lost]) await review(one);
    return [
      ...ends(inLfs, "success"),
      ...ends(planted, "failure", flagged),
      ...ends(lost, "failure", /stored with Git LFS.*could not be had/s),
    ];
  },

  "a file of 150 MB": async ({ github, pull, review, ends }) => {
    const one = pull();
    const item = {
      path: "data/train.jsonl",
      mode: "100644",
      type: "blob",
      sha: sha("large"),
      size: 150 * 1024 ** 2,
    };
    const tree = { sha: one.headSha, url: "https://api.github.com/tree", truncated: false, tree: [item] };
    github.instead = (_, path) => (path.endsWith(`/git/trees/${one.headSha}`) ? json(200, tree) : null);
    await review(one);
    return ends(one, "failure", /100 MB|larger than/);
  },

  "an empty repository, and its first pull request": async ({ github, pull, review, ends }) => {
    const one = pull({ planted: true });
    github.instead = (_, path) =>
      path.includes("/commits/heads") ? json(409, { message: "Git Repository is empty." }) : null;
    await github.deliverAdded({ ...one, number: 99 }, randomUUID());
    await sleep(2_000);
    await review(one);
    return ends(one, "failure", flagged);
  },
};
