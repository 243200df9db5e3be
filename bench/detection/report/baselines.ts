import { publishedThreshold, thresholdGrid } from "../baselines/z-score-filter.ts";
import type { CaseResult } from "../case.ts";
import { familyOf } from "../pools.ts";
import { mean, ratio } from "../summarise.ts";
import { percent, table } from "./table.ts";

/** One method on one case: whether it objects, the rows it names, and how many of them are planted. */
interface Verdict {
  readonly blocked: boolean;
  readonly flagged: number;
  readonly hits: number;
}

interface Method {
  readonly name: string;
  readonly verdict: (result: CaseResult) => Verdict;
}

const isLabelled = (result: CaseResult): boolean => result.filter !== null && result.skew !== null;
const isAddition = ({ case: of }: CaseResult): boolean =>
  of.kind === "labelled" && of.attack === "additions" && !of.lowerCase;

function filterAt(threshold: number): Method["verdict"] {
  const at = thresholdGrid.indexOf(threshold);
  return ({ filter }) => {
    const flagged = filter!.flagged[at]!;
    return { blocked: flagged > 0, flagged, hits: filter!.hits[at]! };
  };
}

/** The threshold with the highest mean F₁ of the dropped rows over all poisoned cases: chosen knowing the answers. */
export function bestThreshold(results: readonly CaseResult[]): number {
  const poisoned = results.filter((result) => isLabelled(result) && result.planted > 0);
  const quality = (threshold: number): number => {
    const verdict = filterAt(threshold);
    const scores = poisoned.map((result) => {
      const { hits, flagged } = verdict(result);
      return (2 * hits) / (flagged + result.planted);
    });
    return mean(scores) ?? 0;
  };
  return thresholdGrid.reduce((best, threshold) => (quality(threshold) > quality(best) ? threshold : best));
}

/** The same pull requests (additions, raw) judged by this program and by the baselines. */
export function baselineSection(results: readonly CaseResult[]): string {
  const cases = results.filter((result) => isLabelled(result) && isAddition(result));
  if (cases.length === 0) return "No case of labelled data was run.";
  const best = bestThreshold(cases);
  const methods: readonly Method[] = [
    {
      name: "dataset-review",
      verdict: ({ conclusion, rows }) => ({ ...rows, blocked: conclusion === "failure" }),
    },
    { name: "token-label skew, χ², Bonferroni", verdict: ({ skew }) => skew! },
    { name: `z-score filter, ${publishedThreshold} sd (published)`, verdict: filterAt(publishedThreshold) },
    { name: `z-score filter, ${best} sd (best of 1 to 30)`, verdict: filterAt(best) },
  ];
  const families = [...new Set(cases.filter(({ planted }) => planted > 0).map(family))];
  const header = [
    "method",
    "honest blocked %",
    ...families.map((name) => `${name}: blocked / recall / precision %`),
  ];
  const rows = methods.map(({ name, verdict }) => [
    name,
    percent(
      ratio(cases.filter((r) => r.planted === 0 && verdict(r).blocked).length, cases.filter(isHonest).length),
    ),
    ...families.map((wanted) => {
      const group = cases.filter((result) => result.planted > 0 && family(result) === wanted);
      return [
        percent(group.filter((result) => verdict(result).blocked).length / group.length),
        percent(mean(group.map((result) => ratio(verdict(result).hits, result.planted)))),
        percent(mean(group.map((result) => ratio(verdict(result).hits, verdict(result).flagged)))),
      ].join(" / ");
    }),
  ]);
  return table(header, rows, ["left"]);
}

const isHonest = ({ planted }: CaseResult): boolean => planted === 0;

function family({ case: of }: CaseResult): string {
  return of.kind === "labelled" && of.pool !== null ? familyOf(of.pool) : "";
}
