/** The drill's table for the terminal. */
import { line } from "../../../report/hostile.ts";
import { textTable } from "../../../report/terminal/table.ts";
import { terminalStyle } from "../../../report/terminal/terminal-style.ts";
import { wrap } from "../../../report/terminal/wrap.ts";
import type { DrillReport } from "../run/drill-report.ts";
import { adviceSentences } from "./advice-words.ts";
import { easier, floorText, limits, rateText, sizeText, subject, summary } from "./words.ts";

/** @param look as for every output of the terminal */
export function renderDrillText(
  report: DrillReport,
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const style = terminalStyle(color);
  const titled = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [style.bold(title), ...lines, ""];
  const { median, most } = report.seconds;
  return [
    ...wrap(subject(report), width),
    "",
    ...titled(
      "Not tested",
      limits(report).flatMap((sentence) => wrap(sentence, width)),
    ),
    ...titled("Attacks blocked, % (interval of 95 %), by number of planted rows; +n: warned of besides", [
      ...attacks(report),
      ...easier(report).flatMap((sentence) => wrap(sentence, width)),
    ]),
    ...titled("Honest work: false alarms, %", honest(report)),
    ...titled("From how many planted rows on the plain attack is blocked", floors(report)),
    ...titled(
      "What would have caught what was missed",
      adviceSentences(report.advice).flatMap((one) => wrap(one, width)),
    ),
    ...wrap(summary(report), width),
    `A review took ${median.toFixed(2)} s (median), ${most.toFixed(2)} s at most.`,
    "",
  ].join("\n");
}

function attacks({ attacks: all, sizes }: DrillReport): string[] {
  const head = ["", ...sizes.map(String)];
  return table([head, ...all.map(({ name, sizes: results }) => [name, ...results.map(sizeText)])]);
}

function honest({ honest: all }: DrillReport): string[] {
  const rows = all.map(({ name, blocked, warned, signals }) => [
    name,
    rateText(blocked),
    rateText(warned),
    signals.join(", "),
  ]);
  return table([["", "blocked", "warned of", "by"], ...rows]);
}

function floors({ floors: all, sizes }: DrillReport): string[] {
  const rows = all.map((floor) => [line(floor.label, 40), ...floorText(floor, sizes)]);
  return rows.length === 0 ? [] : table([["label", "stated", "measured"], ...rows]);
}

/** The first column to the left, numbers to the right; a fourth column holds words. */
function table(rows: readonly (readonly string[])[]): string[] {
  return textTable(rows, (at) => at > 0 && rows[0]![at] !== "by");
}
