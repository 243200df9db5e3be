import { nameOf } from "../case.ts";
import type { Outcome } from "../worker-pool.ts";
import { baselineSection } from "./baselines.ts";
import { historySection } from "./histories.ts";
import { alarmSection, goalSection, poolSection } from "./sections.ts";

/** What the reader must know of a run to read its numbers. */
export interface RunFacts {
  readonly planned: number;
  readonly seconds: number;
  readonly workers: number;
  readonly node: string;
  /** The commit that was measured. */
  readonly build: string;
  /** Options of the run that choose what is simulated, as they were typed; empty for the whole protocol. */
  readonly chosen: string;
}

/** The whole report as Markdown: printed, and kept in docs/detection-results.md. */
export function document({ results, failures }: Outcome, facts: RunFacts): string {
  const minutes = (facts.seconds / 60).toFixed(1);
  const cut = results.length < facts.planned ? ` of ${facts.planned} planned` : "";
  return `# Detection: measured

Written by \`npm run bench:detection -- --markdown docs/detection-results.md\`; see [bench/README.md](../bench/README.md)
for what is simulated and how it is counted. ${results.length}${cut} pull requests, each through the complete review with
all signals on and the default configuration, in ${minutes} minutes on ${facts.workers} processes (Node ${facts.node}, commit ${facts.build}).
${facts.chosen === "" ? "This is the whole protocol." : `This is a part of the protocol: \`${facts.chosen}\`.`}
${failures.length === 0 ? "No review ended with an error." : `${failures.length} reviews ended with an error:\n${failures.map(({ case: of, error }) => `- ${nameOf(of)}: ${error.split("\n")[0]!}`).join("\n")}`}

## Goals

${goalSection(results)}

## Beside the baselines

The same pull requests (additions, raw, all K together).

${baselineSection(results)}

## Pull requests, by pool

\`floor\` is the detection floor that the reviews reported for the label of the poison (rows), on average.

${poolSection(results)}

## What honest pull requests were suspected of

${alarmSection(results)}

## Merged changes of real repositories

${historySection(results)}
`;
}
