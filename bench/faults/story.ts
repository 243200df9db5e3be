/** What the stories of the fault tests have in hand: a GitHub, pull requests of a repository of their own, and what must hold. */
import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { untilSettled } from "./environment.ts";
import type { GitHub, Happening, Pull } from "./github.ts";
import { makePulls } from "./pulls.ts";

/** A story tells what went wrong. */
export type Story = (here: Here) => Promise<string[]>;

export interface Here {
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

const patienceMs = 180_000;
export const sha = (text: string) => createHash("sha1").update(text).digest("hex");
const made = makePulls(2, 1);
export const clean = made[0]!;
export const planted = made[1]!;

export function hereOf(github: GitHub, repo: string): Here {
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
        ...(isPlanted ? planted : clean),
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
