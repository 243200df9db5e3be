/** What the report of a drill says, section by section, for the terminal and the page. */
import { list, named, number, prose, type Section, table } from "../../../report/blocks.ts";
import type { DrillReport } from "../run/drill-report.ts";
import { adviceSentences } from "./advice-words.ts";
import { easier, floorText, limits, rateText, sizeText } from "./words.ts";

export function notTested(report: DrillReport): Section {
  const entries = limits(report).map((text) => ({ text }));
  return { id: "not-tested", title: "Not tested", blocks: [list(entries, "limit")] };
}

/** In numbers: rates by family and size, false alarms, floors, and what options would have brought. */
export function figures(report: DrillReport): readonly Section[] {
  const { attacks, honest, floors, sizes } = report;
  const families = attacks.map(({ name, sizes: results }) => [name, ...results.map(sizeText)]);
  const work = honest.map(({ name, blocked, warned, signals }) => [
    name,
    rateText(blocked),
    rateText(warned),
    signals.join(", "),
  ]);
  const labels = floors.map((floor) => [floor.label, ...floorText(floor, sizes)]);
  const grid = (...of: Parameters<typeof table>) => ({ ...table(...of), isGrid: true });
  const bySize = sizes.map((size) => number(String(size)));
  const byRate = ["blocked", "warned of"].map(number);
  const advice = adviceSentences(report.advice).map((text) => ({ text }));
  return [
    {
      id: "attacks",
      title: "Attacks blocked, % (interval of 95 %), by number of planted rows; +n: warned of besides",
      blocks: [grid([named("family"), ...bySize], families, "family"), ...easier(report).map(prose)],
    },
    {
      id: "honest",
      title: "Honest work: false alarms, %",
      blocks: [grid([named("work"), ...byRate, named("by")], work, "kind of work")],
    },
    {
      id: "floors",
      title: "From how many planted rows on the plain attack is blocked",
      blocks: [grid([named("label"), ...["stated", "measured"].map(number)], labels, "label")],
    },
    {
      id: "advice",
      title: "What would have caught what was missed",
      blocks: [list(advice, "option")],
    },
  ];
}
