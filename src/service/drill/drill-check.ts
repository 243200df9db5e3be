/** What the check of a drill shows: which attacks would get through, and how the rates went from month to month. */

import type { CheckOutput } from "../../model/check-output.ts";
import { count, counted } from "../../report/clip.ts";
import { markdownProse } from "../../report/hostile.ts";
import { adviceSentences } from "../../review/drill/report/advice-words.ts";
import { limits, missed, summary } from "../../review/drill/report/words.ts";
import type { DrillReport, Rate } from "../../review/drill/run/drill-report.ts";
import type { DrillRates } from "../../store/store.ts";

/** The share of its reviews that blocked, by family. */
export function ratesOf({ attacks }: DrillReport): DrillRates {
  return Object.fromEntries(
    attacks.flatMap(({ name, sizes }) => {
      const blocked = sizes.at(-1)?.blocked ?? null;
      return blocked === null ? [] : [[name, share(blocked)]];
    }),
  );
}

/** @param drills the rates of the drills so far, this one included, oldest first */
export function drillOutput(report: DrillReport, drills: readonly DrillRates[]): CheckOutput {
  const families = Object.keys(ratesOf(report));
  const through = missed(report).length;
  const all = drills.map((rates) => mean(Object.values(rates)));
  const rows = families.map((name) =>
    row(
      name,
      drills.map((rates) => rates[name] ?? null),
    ),
  );
  const honest = report.honest.map(
    ({ name, blocked, warned }) => `| ${name} | ${percent(share(blocked))} | ${percent(share(warned))} |`,
  );
  return {
    title: `Drill: ${families.length - through} of ${counted(families.length, "attack")} would be blocked`,
    summary: [
      `Attacks were planted in the data of this branch, ${counted(report.sizes.at(-1)!, "row")} of each among ${counted(report.changed, "changed row")}, and each pull request was reviewed (${counted(report.seeds, "draw")} a family, from ${count(report.data.used)} of ${counted(report.data.rows, "row")}). Nothing was written, and nothing here says that the data is poisoned.`,
      ...limits(report).map(markdownProse),
      summary(report),
      `| attack | blocked | ${drills.length === 1 ? "history" : `last ${drills.length} drills`} |\n|---|---|---|\n${[row("**all**", all), ...rows].join("\n")}`,
      `### False alarms on honest work of the same data\n\n| | blocked | warned of |\n|---|---|---|\n${honest.join("\n")}`,
      ...(report.advice.length === 0
        ? []
        : [
            `### What would have caught what was missed\n\n${adviceSentences(report.advice)
              .map((one) => `- ${one}`)
              .join("\n")}`,
          ]),
    ].join("\n\n"),
  };
}

/** A drill that could not be held says nothing of the data, and holds up nobody. */
export function notHeldOutput(reason: string): CheckOutput {
  return { title: "The drill was not held", summary: markdownProse(reason) };
}

export const drillBegins: CheckOutput = {
  title: "Planting attacks in the data of this branch",
  summary: "The drill has started: nothing is written. This check ends by itself.",
};

const BARS = "▁▂▃▄▅▆▇█";

/** Of one family by drill; null where it was not tried. */
function row(name: string, shares: readonly (number | null)[]): string {
  const chart = shares.map((one) => (one === null ? "·" : BARS[Math.round(one * (BARS.length - 1))]!));
  return `| ${name} | ${percent(shares.at(-1) ?? 0)} | \`${chart.join("")}\` |`;
}

const share = ({ events, trials }: Rate): number => events / Math.max(1, trials);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const percent = (of: number): string => `${Math.round(100 * of)} %`;
