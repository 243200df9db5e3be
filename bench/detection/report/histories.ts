import { type CaseResult, type HistoryCase, nameOf } from "../case.ts";
import { soundHistory } from "../goals.ts";
import { groupBy, mean } from "../summarise.ts";
import { percent, table } from "./table.ts";

/** False alarms on merged changes: in all, by signal, and one by one. */
export function historySection(results: readonly CaseResult[]): string {
  const histories = results.filter(({ case: of }) => of.kind === "history");
  if (histories.length === 0) return "No history was run.";
  const sound = histories.filter(soundHistory);
  const broken = histories.filter((result) => !soundHistory(result));
  return [
    totals(sound),
    `By signal, over these ${sound.length} changes:`,
    bySignal(sound),
    "Blocked or warned, one by one:",
    listed(sound.filter(({ conclusion }) => conclusion !== "success")),
    `Apart: ${broken.length} changes with a file that another parser could not read either (base or head). ${broken.filter(({ conclusion }) => conclusion === "failure").length} of them are blocked.`,
    listed(broken),
  ].join("\n\n");
}

function totals(sound: readonly CaseResult[]): string {
  const share = (group: readonly CaseResult[], is: (result: CaseResult) => boolean): number =>
    group.filter(is).length / group.length;
  const blocked = ({ conclusion }: CaseResult): boolean => conclusion === "failure";
  const warned = ({ conclusion }: CaseResult): boolean => conclusion !== "success";
  const unread = (result: CaseResult): boolean => result.notAnalysed.length > 0 || result.malformed > 0;
  const repositories = [...groupBy(sound, ({ case: of }) => (of as HistoryCase).repository).values()];
  const row = (name: string, is: (result: CaseResult) => boolean): string[] => [
    name,
    String(sound.filter(is).length),
    percent(share(sound, is)),
    percent(mean(repositories.map((group) => share(group, is)))),
  ];
  return table(
    [
      `${sound.length} changes of ${repositories.length} repositories`,
      "changes",
      "%",
      "repositories equal %",
    ],
    [
      row("blocked", blocked),
      row("blocked, and something could not be read", (result) => blocked(result) && unread(result)),
      row("blocked, all of it read", (result) => blocked(result) && !unread(result)),
      row("blocked or warned", warned),
    ],
    ["left"],
  );
}

function bySignal(sound: readonly CaseResult[]): string {
  const counts = new Map<string, { failure: number; warning: number }>();
  for (const { alarms } of sound) {
    for (const severity of ["failure", "warning"] as const) {
      for (const signal of new Set(alarms.filter((a) => a.severity === severity).map((a) => a.signal))) {
        const count = counts.get(signal) ?? { failure: 0, warning: 0 };
        count[severity]++;
        counts.set(signal, count);
      }
    }
  }
  const rows = [...counts]
    .sort(([, a], [, b]) => b.failure - a.failure || b.warning - a.warning)
    .map(([signal, { failure, warning }]) => [signal, String(failure), String(warning)]);
  return table(["signal", "changes with a failure", "changes with a warning"], rows, ["left"]);
}

function listed(results: readonly CaseResult[]): string {
  if (results.length === 0) return "None.";
  return [...results]
    .sort((a, b) => (nameOf(a.case) < nameOf(b.case) ? -1 : 1))
    .map((result) => {
      const causes = [
        ...result.notAnalysed.map(({ path, reason }) => `not analysed: ${path} (${reason})`),
        ...result.alarms.map(({ signal, severity, title }) => `${severity} of ${signal}: ${title}`),
      ];
      const more = causes.length > 4 ? [`and ${causes.length - 4} more`] : [];
      return `- ${nameOf(result.case)} (${result.changed} rows): ${result.conclusion}. ${[...causes.slice(0, 4), ...more].join("; ")}`;
    })
    .join("\n");
}
