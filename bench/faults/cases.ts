/**
 * What GitHub, and people there, do in the middle of a review: one short story each, all in one process that receives and
 * reviews. Each story has a repository of its own, and says what did not hold.
 */
import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../examples/demo/app.ts";
import { seededRandom } from "../../examples/feedback/random.ts";
import type { Database } from "./database.ts";
import { environment, secret, untilSettled } from "./environment.ts";
import { GitHub, type Happening, type Pull } from "./github.ts";
import { makePulls } from "./pulls.ts";
import { json } from "./replies.ts";
import type { Outcome } from "./scenarios.ts";
import { supervise, untilReady } from "./service.ts";

/** A story tells what went wrong. */
type Story = (here: Here) => Promise<string[]>;

interface Here {
  readonly github: GitHub;
  /** A pull request of the story's own repository, which GitHub knows from now on. */
  readonly pull: (change?: Partial<Pull> & { readonly planted?: boolean }) => Pull;
  /** Delivers what happened, and waits until every run of the head has ended. */
  readonly review: (pull: Pull, happening?: Happening) => Promise<void>;
  readonly deliver: (pull: Pull, happening?: Happening) => Promise<void>;
  readonly settle: (...pulls: Pull[]) => Promise<void>;
  /** Complaints where the runs of a head are not all completed, or their verdict is another. */
  readonly ends: (pull: Pull, conclusion: string, about?: RegExp) => string[];
}

const patienceMs = 60_000;
const sha = (text: string) => createHash("sha1").update(text).digest("hex");
const [clean, planted] = makePulls(2, 1);
const config = ".github/dataset-review.yml";
const broken = { [config]: Buffer.from("policy:\n  blockAtt: high\n") };
const sound = { [config]: Buffer.from("policy:\n  blockAt: high\n") };

const stories: Readonly<Record<string, Story>> = {
  "a configuration that locks": async ({ pull, review, ends }) => {
    const locks = pull({ more: { base: {}, head: broken } });
    const mends = pull({
      number: 2,
      baseSha: sha("locked"),
      head: clean!.base,
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
    const counts: number[] = [];
    const pulls = [1, 2].map((number) => pull({ number, more }));
    for (const one of pulls) {
      const before = github.requests;
      await review(one);
      counts.push(github.requests - before);
    }
    const [cold = 0, again = 0] = counts;
    return [
      ...pulls.flatMap((one) => ends(one, "success")),
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
    const b = { ...a, head: clean!.head, headSha: sha("moved") };
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
    const now = { ...old, head: clean!.head, headSha: sha("newer") };
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
    const one = pull();
    await review(one);
    const rebased = { ...one, baseRef: "release", baseSha: sha("release"), head: planted!.head };
    github.push(rebased);
    await review(rebased, {
      action: "edited",
      changes: { base: { ref: { from: "main" }, sha: { from: one.baseSha } } },
    });
    return ends(rebased, "failure");
  },

  "an empty pull request, and a draft that is ready": async ({ pull, review, ends }) => {
    const empty = pull({ head: clean!.base });
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
    const startedAt = Date.now();
    await review(one);
    const slow = Date.now() - startedAt > 30_000 ? ["a refusal was tried for half a minute"] : [];
    return [...ends(one, "failure"), ...slow, ...(refused > 2 ? [`${refused} writes`] : [])];
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

  "forty bodies of 24 MB that nobody signed": async ({ github, pull, review, ends }) => {
    const body = Buffer.alloc(24 * 1024 * 1024, "x");
    const headers = { "x-github-event": "push", "x-github-delivery": randomUUID() };
    const signed = { ...headers, "x-hub-signature-256": `sha256=${"0".repeat(64)}` };
    const startedAt = Date.now();
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const request = { method: "POST", body, headers: i % 2 === 0 ? headers : signed };
        return fetch(github.webhookUrl, request).then(
          ({ status }) => status,
          // Answered before the body was sent whole: the client may see a closed connection.
          () => 0,
        );
      }),
    );
    const seconds = (Date.now() - startedAt) / 1_000;
    const accepted = answers.filter((status) => status >= 200 && status < 300).length;
    const one = pull();
    await review(one);
    return [
      ...(accepted > 0 ? [`${accepted} were accepted`] : []),
      ...(seconds > 30 ? [`they were answered after ${seconds} s`] : []),
      ...ends(one, "success"),
    ];
  },
};

/** The memory in MB that forty large bodies may take beside what the process has: two that are being read, and copies. */
const mostMemoryMb = 400;

/** All stories, one after the other, against one process. */
export async function cases(database: Database, folder: string): Promise<Outcome> {
  const github = new GitHub([], secret, seededRandom(1).next);
  const api = await github.start();
  const port = await freePort();
  github.webhookUrl = `http://127.0.0.1:${port}/api/github/webhooks`;
  const url = await database.create(folder);
  // No sweep comes to help: what is to happen at once happens without it.
  const env = { ...environment(api, url, port), SWEEP_INTERVAL_SECONDS: "3600" };
  const serve = supervise(["serve"], env, folder, () => undefined);
  const problems: string[] = [];
  const seconds: Record<string, number> = {};
  try {
    await untilReady(port);
    for (const [number, [name, story]] of Object.entries(stories).entries()) {
      const startedAt = Date.now();
      const told = await story(hereOf(github, `case-${number}`)).catch((error: unknown) => [String(error)]);
      problems.push(...told.map((problem) => `${name}: ${problem}`));
      github.instead = () => null;
      github.onRequest = () => undefined;
      seconds[name] = Math.round((Date.now() - startedAt) / 100) / 10;
    }
    problems.push(
      ...[...github.problems].map((problem) => `a request outside of GitHub's description: ${problem}`),
    );
    const memoryMb = serve.peakMemoryMb();
    if (memoryMb > mostMemoryMb) problems.push(`the process took ${memoryMb} MB`);
    return { problems, memoryMb, seconds };
  } finally {
    await serve.stop();
    await github.close();
  }
}

function hereOf(github: GitHub, repo: string): Here {
  const settle = async (...pulls: Pull[]): Promise<void> => {
    if (!(await untilSettled(github, pulls, patienceMs))) throw new Error("not everything ended in time");
    // What comes after the end, or twice, comes now.
    await sleep(1_500);
    await untilSettled(github, pulls, patienceMs);
  };
  const deliver = async (pull: Pull, happening?: Happening): Promise<void> => {
    const status = await github.deliver(pull, randomUUID(), happening);
    if (status !== 200) throw new Error(`a delivery was answered ${status}`);
  };
  return {
    github,
    settle,
    deliver,
    pull: ({ planted: isPlanted = false, ...change } = {}) => {
      const number = change.number ?? 1;
      const pull: Pull = {
        ...(isPlanted ? planted! : clean!),
        owner: "org",
        repo,
        number,
        headSha: sha(`${repo} head of ${number}`),
        baseSha: sha(`${repo} base`),
        ...change,
      };
      github.push(pull);
      return pull;
    },
    review: async (pull, happening) => {
      await deliver(pull, happening);
      await settle(pull);
    },
    ends: ({ headSha }, conclusion, about = /./) => {
      const runs = github.runsOf(headSha);
      const open = runs.filter(({ status }) => status !== "completed").length;
      const verdicts = runs.filter((run) => run.conclusion !== "cancelled");
      const newest = verdicts.at(-1) ?? runs.at(-1);
      const said = `${newest?.conclusion}: ${newest?.output.title}`;
      const fits = newest?.conclusion === conclusion && about.test(`${said} ${newest.output.summary}`);
      const keys = (newest?.annotations ?? []).map((one) =>
        JSON.stringify([one.path, one.start_line, one.message]),
      );
      return [
        ...(open > 0 ? [`${open} runs stay open`] : []),
        ...(fits ? [] : [`ends as ${said}, not as ${conclusion}`]),
        ...(new Set(keys).size === keys.length ? [] : ["annotations stand twice"]),
      ];
    },
  };
}
