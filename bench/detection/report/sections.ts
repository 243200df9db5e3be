import type { BenchCase, CaseResult } from "../case.ts";
import { reach } from "../goals.ts";
import { groupBy, summarise } from "../summarise.ts";
import { decimal, percent, table } from "./table.ts";

/** The goals, and what was reached of each. */
export function goalSection(results: readonly CaseResult[]): string {
  const rows = reach(results).map((reached) => {
    const { goal, cases, value, unseen } = reached;
    const share = goal.measure === "auroc" ? decimal : percent;
    const sign = goal.atMost === undefined ? "≥" : "≤";
    const wanted = goal.atMost ?? goal.atLeast ?? null;
    return [
      goal.name,
      measureNames[goal.measure] ?? goal.measure,
      `${sign} ${share(wanted)}`,
      share(value),
      String(cases),
      `${sign} ${share(goal.unseen ?? wanted)}`,
      share(unseen.value),
      String(unseen.cases),
    ];
  });
  return table(
    ["goal", "measure", "wanted", "measured", "cases", "wanted, unseen", "unseen", "cases"],
    rows,
    ["left", "left"],
  );
}

const measureNames: Readonly<Partial<Record<string, string>>> = {
  blocked: "blocked %",
  warned: "warned %",
  recall: "recall %",
  precision: "precision %",
  auroc: "AUROC",
  precisionAt100: "precision at 100, %",
};

const header = [
  "data set",
  "pool",
  "attack",
  "K",
  "cases",
  "blocked %",
  "warned %",
  "recall %",
  "flipped",
  "true",
  "precision %",
  "AP",
  "AUROC",
  "P@100 %",
  "floor",
  "CPU ms",
];

/** Every group of simulated pull requests that differ in their seed alone. */
export function poolSection(results: readonly CaseResult[]): string {
  const simulated = results.filter(({ case: of }) => groupName(of) !== "");
  const rows = [...groupBy(simulated, ({ case: of }) => groupName(of))].map(([name, group]) => {
    const summary = summarise(group);
    return [
      ...name.split("\t"),
      String(summary.cases),
      percent(summary.blocked),
      percent(summary.warned),
      percent(summary.recall),
      percent(summary.recallFlipped),
      percent(summary.recallTrue),
      percent(summary.precision),
      decimal(summary.averagePrecision),
      decimal(summary.auroc),
      percent(summary.precisionAt100),
      summary.floor === null ? "–" : summary.floor.toFixed(0),
      summary.cpuMilliseconds.toFixed(0),
    ];
  });
  return table(header, rows, ["left", "left", "left"]);
}

/** Empty where no row is known to be planted. */
function groupName(of: BenchCase): string {
  if (of.kind === "history" || of.kind === "split") return "";
  if (of.kind === "drip")
    return [of.set, of.pool ?? "honest", "drip, by the window", of.pool === null ? 0 : "2 each"].join("\t");
  const attack = of.kind === "labelled" ? of.attack : "additions";
  const lower = of.kind === "labelled" && of.lowerCase ? ", lower-cased" : "";
  return [of.set, of.pool ?? "honest", `${attack}${lower}`, of.planted].join("\t");
}

/** What honest pull requests were suspected of, one by one. */
export function alarmSection(results: readonly CaseResult[]): string {
  const lines = results.flatMap(({ case: of, alarms }) => {
    if (of.kind === "history" || (of.kind !== "split" && of.pool !== null)) return [];
    const attack = of.kind === "labelled" ? of.attack : of.kind;
    const which = of.kind === "split" ? of.file : `${of.set}, ${attack}`;
    return alarms.map(
      ({ signal, severity, title }) => `- ${which}, seed ${of.seed}: ${severity} of ${signal}: ${title}`,
    );
  });
  return lines.length === 0 ? "None." : lines.join("\n");
}
