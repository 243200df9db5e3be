import { type ChildProcess, fork } from "node:child_process";
import { type BenchCase, type CaseFailure, type CaseResult, nameOf } from "./case.ts";
import type { Setting } from "./run-case.ts";

/** What a worker is told. */
export type Order =
  | { readonly kind: "setting"; readonly setting: Setting }
  | { readonly kind: "case"; readonly case: BenchCase };

/** What a worker answers to a case. */
export type Answer =
  | { readonly kind: "result"; readonly result: CaseResult }
  /** The case would repeat another one. */
  | { readonly kind: "repeats" }
  | { readonly kind: "failure"; readonly failure: CaseFailure };

export interface Outcome {
  readonly results: readonly CaseResult[];
  readonly failures: readonly CaseFailure[];
}

/**
 * Runs the cases in processes of their own, each taking the next case when it is free. Processes, not threads: a
 * review is processor-bound and allocates much, and one heap each keeps the collectors out of each other's way. After
 * the deadline (of `performance.now()`) no new case is taken.
 */
export async function runCases(
  cases: readonly BenchCase[],
  { folders, workers }: Setting & { readonly workers: number },
  deadline: number,
  onDone: (of: BenchCase) => void,
): Promise<{ readonly outcome: Outcome; readonly repeats: number }> {
  const answers = new Map<BenchCase, Answer>();
  let next = 0;
  const take = (): BenchCase | null => (performance.now() < deadline ? (cases[next++] ?? null) : null);
  const settle = (of: BenchCase, answer: Answer): void => {
    answers.set(of, answer);
    onDone(of);
  };
  const count = Math.min(workers, cases.length);
  await Promise.all(Array.from({ length: count }, () => work({ folders }, take, settle)));
  return collect(cases.flatMap((of) => answers.get(of) ?? []));
}

/** In the order of the plan, whichever process was first. */
function collect(answers: readonly Answer[]): { outcome: Outcome; repeats: number } {
  return {
    outcome: {
      results: answers.flatMap((answer) => (answer.kind === "result" ? [answer.result] : [])),
      failures: answers.flatMap((answer) => (answer.kind === "failure" ? [answer.failure] : [])),
    },
    repeats: answers.filter(({ kind }) => kind === "repeats").length,
  };
}

/** One process until no case is left. A process that dies takes one case with it: another one goes on. */
async function work(
  setting: Setting,
  take: () => BenchCase | null,
  settle: (of: BenchCase, answer: Answer) => void,
): Promise<void> {
  for (let of = take(); of !== null; ) {
    const child = fork(new URL("./worker.ts", import.meta.url), { serialization: "advanced" });
    try {
      child.send({ kind: "setting", setting } satisfies Order);
      while (of !== null) {
        const answer = await ask(child, of);
        settle(of, answer);
        of = take();
        if (child.exitCode !== null || child.signalCode !== null) break;
      }
    } finally {
      child.kill();
    }
  }
}

function ask(child: ChildProcess, of: BenchCase): Promise<Answer> {
  return new Promise((resolve) => {
    const done = (answer: Answer): void => {
      child.off("message", done);
      child.off("exit", died);
      resolve(answer);
    };
    const died = (code: number | null, signal: string | null): void => {
      const error = `The process ended (${signal ?? `status ${code ?? "unknown"}`}) in ${nameOf(of)}.`;
      done({ kind: "failure", failure: { case: of, error } });
    };
    child.on("message", done);
    child.on("exit", died);
    child.send({ kind: "case", case: of } satisfies Order);
  });
}
