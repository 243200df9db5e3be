/** What GitHub, and people there, do in the middle of a review: one short story each. */
import { randomUUID } from "node:crypto";
import type { Pull } from "../github.ts";
import { json } from "../replies.ts";
import { clean, planted, type Story, sha } from "../story.ts";

const config = ".github/dataset-review.yml";
const broken = { [config]: Buffer.from("policy:\n  blockAtt: high\n") };
const sound = { [config]: Buffer.from("policy:\n  blockAt: high\n") };

export const reviews: Readonly<Record<string, Story>> = {
  "a configuration that locks": async ({ pull, review, ends }) => {
    const locks = pull({ more: { base: {}, head: broken } });
    const mends = pull({
      number: 2,
      baseSha: sha("locked"),
      head: clean.base,
      more: { base: broken, head: sound },
    });
    const other = pull({ number: 3, baseSha: sha("locked"), more: { base: broken, head: broken } });
    for (const one of [locks, mends, other]) await review(one);
    return [
      ...ends(locks, "failure", /blockAtt/),
      ...ends(mends, "neutral"),
      ...ends(other, "failure", /Correct it there/),
    ];
  },

  "1,500 files and one change": async ({ github, pull, review, ends }) => {
    const files = Array.from({ length: 1_500 }, (_, i) => [
      `data/part-${i}.jsonl`,
      Buffer.from(`{"text":"${i}"}\n`),
    ]);
    const more = { base: Object.fromEntries(files), head: Object.fromEntries(files) };
    const reviewed = async (number: number): Promise<{ readonly one: Pull; readonly requests: number }> => {
      const before = github.requests;
      const one = pull({ number, more });
      await review(one);
      return { one, requests: github.requests - before };
    };
    const [first, second] = [await reviewed(1), await reviewed(2)];
    const [cold, again] = [first.requests, second.requests];
    return [
      ...[first, second].flatMap(({ one }) => ends(one, "success")),
      // Without a part of its own a number says nothing: then somebody else's review was counted too.
      ...(cold < 20 || again < 4
        ? [`${cold} requests, and ${again} again, are less than a review takes`]
        : []),
      ...(cold > 40 || again > 12 ? [`it took ${cold} requests, and ${again} again`] : []),
    ];
  },

  "a refused search": async ({ github, pull, review, ends }) => {
    const limited = json(403, { message: "API rate limit exceeded" }, { "retry-after": "300" });
    github.instead = (_, path) => (/^\/(search|users)\//.test(path) ? limited : null);
    const one = pull();
    await review(one);
    return ends(one, "success");
  },

  "a repository that is added later": async ({ github, pull, settle, ends }) => {
    const pulls = [pull({ planted: true }), pull({ number: 2 })];
    await github.deliverAdded(pulls[0]!, randomUUID());
    await settle(...pulls);
    return [...ends(pulls[0]!, "failure"), ...ends(pulls[1]!, "success")];
  },

  "A → B → A within a second": async ({ pull, deliver, settle, ends, github }) => {
    const updatedAt = new Date().toISOString();
    const headSha = sha("B");
    const a = pull({ planted: true });
    await deliver(a, { updatedAt });
    await deliver(pull({ headSha }), { action: "synchronize", updatedAt });
    github.push(a);
    await deliver(a, { action: "synchronize", updatedAt });
    await settle(a);
    return ends(a, "failure");
  },

  "a head that moves during its review": async ({ github, pull, deliver, settle, ends }) => {
    const a = pull({ planted: true });
    const b = { ...a, head: clean.head, headSha: sha("moved") };
    let moved: Promise<void> | null = null;
    github.onRequest = (method, path) => {
      if (moved !== null || method !== "POST" || !path.endsWith("/check-runs")) return;
      github.push(b);
      moved = deliver(b, { action: "synchronize" });
    };
    await deliver(a);
    await settle(a, b);
    return [...ends(a, "cancelled"), ...ends(b, "success")];
  },

  "deliveries in the wrong order, and again": async ({ github, pull, deliver, settle, ends }) => {
    const old = pull({ planted: true });
    const now = { ...old, head: clean.head, headSha: sha("newer") };
    github.push(now);
    await deliver(now, { action: "synchronize" });
    await deliver(old, { updatedAt: new Date(Date.now() - 60_000).toISOString() });
    await deliver(now, { action: "synchronize" });
    await settle(now, old);
    return [...ends(now, "success"), ...ends(old, "cancelled")];
  },

  "closed before the review, and reopened": async ({ github, pull, review, ends }) => {
    const one = pull({ closed: true, planted: true });
    // The delivery was made while it was open.
    await review({ ...one, closed: false });
    const closed = ends(one, "cancelled");
    github.push({ ...one, closed: false });
    await review({ ...one, closed: false }, { action: "reopened" });
    return [...closed, ...ends(one, "failure")];
  },

  "a new base branch": async ({ github, pull, review, ends }) => {
    // The base holds the planted rows already, and the one that it is moved to does not: the head stays what it is.
    const one = pull({ planted: true, base: planted.head });
    await review(one);
    const rebased = { ...one, baseRef: "release", baseSha: sha("release"), base: planted.base };
    github.push(rebased);
    await review(rebased, {
      action: "edited",
      changes: { base: { ref: { from: "main" }, sha: { from: one.baseSha } } },
    });
    return ends(rebased, "failure");
  },

  "an empty pull request, and a draft that is ready": async ({ pull, review, ends }) => {
    const empty = pull({ head: clean.base });
    await review(empty);
    const draft = pull({ number: 2, planted: true });
    await review(draft);
    await review(draft, { action: "ready_for_review" });
    return [...ends(empty, "success"), ...ends(draft, "failure")];
  },

  "a commit that is not there for a moment": async ({ github, pull, review, ends }) => {
    let asked = 0;
    github.instead = (_, path) =>
      /\/(compare|git\/blobs)\//.test(path) && ++asked % 2 === 1 ? json(404, { message: "Not Found" }) : null;
    const one = pull({ planted: true });
    await review(one);
    return ends(one, "failure", /planted|phrase|flagged/i);
  },

  "tokens revoked in the middle": async ({ github, pull, review, ends }) => {
    github.onRequest = (_, path) => {
      if (path.includes("/compare/") && github.revoked === 0) github.revoked += 1;
    };
    const one = pull({ planted: true });
    await review(one);
    return ends(one, "failure", /planted|phrase|flagged/i);
  },

  "a run that GitHub refuses (422)": async ({ github, pull, review, ends }) => {
    let refused = 0;
    github.instead = (method, path) =>
      method === "PATCH" && /check-runs/.test(path) && refused++ === 0
        ? json(422, { message: "Invalid request." })
        : null;
    const one = pull({ planted: true });
    await review(one);
    return [...ends(one, "failure"), ...(refused > 2 ? [`${refused} writes`] : [])];
  },

  "a repository that gets another name": async ({ github, pull, review, ends }) => {
    const one = pull({ planted: true });
    const there = { ...one, repo: `${one.repo}-renamed` };
    github.push(there);
    github.instead = (method, path) =>
      path.startsWith(`/repos/${one.owner}/${one.repo}/`)
        ? json(
            method === "GET" ? 301 : 307,
            { message: "Moved Permanently" },
            {
              location: `${github.origin}${path.replace(`/${one.repo}/`, `/${there.repo}/`)}`,
            },
          )
        : null;
    await review(one);
    return ends(there, "failure");
  },
};
