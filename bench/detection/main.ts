/** `npm run bench:detection`: plan the cases, run them on all cores, report. */
import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { BenchCase } from "./case.ts";
import { gateCases } from "./gate.ts";
import { isReached, reach } from "./goals.ts";
import { listHistories } from "./histories.ts";
import { type Options, parseOptions, requireFolders, UsageError, usage } from "./options.ts";
import { planCases } from "./plan.ts";
import { progressOf } from "./progress.ts";
import { document, type RunFacts } from "./report/document.ts";
import { goalSection } from "./report/sections.ts";
import { listSplits } from "./splits.ts";
import { type Outcome, runCases } from "./worker-pool.ts";

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    console.log(usage);
    return;
  }
  requireFolders(options.folders, options.selection.parts);
  const cases = planned(options);
  const progress = progressOf(cases, process.stderr);
  const started = performance.now();
  const deadline = options.minutes === 0 ? Number.POSITIVE_INFINITY : started + options.minutes * 60_000;
  const { outcome, repeats } = await runCases(cases, options, deadline, (of) => {
    progress.done(of);
  });
  progress.end();
  const facts: RunFacts = {
    planned: cases.length - repeats,
    seconds: (performance.now() - started) / 1000,
    workers: options.workers,
    node: process.versions.node,
    build:
      spawnSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).stdout.trim() || "unknown",
    chosen: options.chosen,
  };
  await report(outcome, facts, options);
}

function planned({ gate, folders, selection }: Options): BenchCase[] {
  const histories = selection.parts.includes("histories") ? listHistories(folders.histories) : [];
  if (gate) return gateCases(selection.parts, histories);
  const splits = selection.parts.includes("splits") ? listSplits(folders.histories, selection.seeds) : [];
  return planCases(selection, histories, splits);
}

async function report(outcome: Outcome, facts: RunFacts, { gate, out, markdown }: Options): Promise<void> {
  await mkdir(path.dirname(out), { recursive: true });
  await writeFile(out, JSON.stringify({ facts, goals: reach(outcome.results), ...outcome }, null, 1));
  if (gate) judge(outcome, facts);
  else console.log(document(outcome, facts));
  if (markdown !== null) await writeFile(markdown, document(outcome, facts));
  console.log(`Numbers of every case: ${path.relative(process.cwd(), out)}`);
  for (const { error } of outcome.failures) console.error(error);
  if (outcome.failures.length > 0) process.exitCode = 1;
}

/** The gate: every floor holds, every planned case ran, and no review ended with an error. */
function judge({ results }: Outcome, { planned: wanted, seconds }: RunFacts): void {
  console.log(`${goalSection(results)}\n\n${results.length} cases in ${seconds.toFixed(0)} s.`);
  const missed = reach(results).filter((reached) => !isReached(reached, "floor"));
  for (const { goal, value } of missed) {
    console.error(
      `MISSED: ${goal.name}: ${goal.measure} is ${value?.toFixed(3) ?? "unknown"}, the floor is ${goal.floor ?? "none"}.`,
    );
  }
  if (results.length < wanted) console.error(`MISSED: only ${results.length} of ${wanted} cases were run.`);
  if (missed.length > 0 || results.length < wanted) process.exitCode = 1;
  else console.log("Every floor holds.");
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
