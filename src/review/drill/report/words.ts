/** What the table and the page say in the same words. */
import { count, counted } from "../../../report/clip.ts";
import { line } from "../../../report/hostile.ts";
import type { DrillReport, FloorResult, Rate, SizeResult } from "../run/drill-report.ts";

export const percent = (share: number): string => String(Math.round(100 * share));

/** `95 (76–99)`, in percent. */
export function rateText(rate: Rate): string {
  return `${percent(rate.events / rate.trials)} (${percent(rate.low)}–${percent(rate.high)})`;
}

/** `95 (76–99) +1`: blocked, and warned of besides. `as 20`: not tried, since all of 20 rows were blocked. */
export function sizeText({ asWith, blocked, warned }: SizeResult): string {
  if (asWith !== null) return `as ${asWith}`;
  if (blocked === null) return "not tried";
  return `${rateText(blocked)}${warned === 0 ? "" : ` +${warned}`}`;
}

/** On what the drill was held. */
export function subject({ data, changed, seeds, target }: DrillReport): string {
  const drawn = data.used < data.rows ? ` (${count(data.used)} drawn from them)` : "";
  const planted =
    data.kind === "labels"
      ? `; the planted label is "${line(target, 60)}"`
      : data.kind === "answers"
        ? "; they have answers and no labels"
        : "; they have no labels and no answers";
  return `${line(data.name, 120)}: ${counted(data.rows, "row")}${drawn}${planted}. Each pull request changes ${counted(changed, "row")}; ${counted(seeds, "draw")} of each family and size.`;
}

/** Attacks that the largest size got through at least as often as not: the answer to the question of a drill. */
export const missed = ({ attacks }: DrillReport): readonly string[] =>
  attacks.flatMap(({ name, sizes }) => {
    const blocked = sizes.at(-1)?.blocked ?? null;
    return blocked !== null && blocked.events <= blocked.trials / 2 ? [name] : [];
  });

export function summary(report: DrillReport): string {
  const tried = report.attacks.filter(({ sizes }) => (sizes.at(-1)?.blocked ?? null) !== null).length;
  const names = missed(report);
  const of = `Of ${counted(tried, "attack")} with ${counted(report.sizes.at(-1)!, "planted row")}`;
  return names.length === 0
    ? `${of} each is blocked in more than half of the draws.`
    : `${of} ${names.length} ${names.length === 1 ? "gets" : "get"} through in half of the draws or more: ${names.join(", ")}.`;
}

/** What stands for sizes that need not be tried. */
export function easier({ attacks }: DrillReport): string[] {
  const size = attacks.flatMap(({ sizes }) => sizes.flatMap(({ asWith }) => asWith ?? []))[0];
  return size === undefined
    ? []
    : [
        `“as ${size}”: not tried, since with ${size} rows it was blocked each time, and more rows are easier to find.`,
      ];
}

/** What was not part of the drill, to be said first. */
export function limits({ data, attacks }: DrillReport): string[] {
  const untried = attacks.flatMap(({ name, sizes }) =>
    sizes.some(({ blocked }) => blocked === null) ? [name] : [],
  );
  return [
    ...data.leftOut.map((reason) => `Not in the drill: ${line(reason, 300)}.`),
    ...(untried.length === 0
      ? []
      : [
          `Not tried at every size, since too few rows of the data can hold them (some need words between spaces, capitals or Latin letters): ${untried.join(", ")}.`,
        ]),
    ...(data.kind === "texts"
      ? [
          "Rows without labels or answers can be tested for their texts alone, as with `label: none`: most families need a label.",
        ]
      : []),
    ...(data.used < data.rows
      ? [
          "The whole base has more rows than were drawn: against it, reviews see smaller attacks than this table.",
        ]
      : []),
  ];
}

export function floorText({ stated, measured }: FloorResult, sizes: readonly number[]): [string, string] {
  return [
    stated === null ? "none" : String(stated),
    measured === null
      ? `more than ${sizes.at(-1)!}`
      : measured === sizes[0]
        ? `at most ${measured}`
        : String(measured),
  ];
}

export function took({ seconds: { median, most } }: DrillReport): string {
  return `A review took ${median.toFixed(2)} s (median), ${most.toFixed(2)} s at most.`;
}
