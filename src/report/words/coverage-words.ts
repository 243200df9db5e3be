/** Words for how much of a change was tested, and for what was not. */
import {
  type Coverage,
  leavesOut,
  type NotReviewed,
  type RowCoverage,
  TESTED_FOR,
  type TestedFor,
  type UntestedRows,
} from "../../model/coverage.ts";
import { count, counted } from "../clip.ts";
import { line } from "../hostile.ts";

/** The coverage of a review in sentences, which every output shows under the verdict. */

const TESTS: Readonly<Record<TestedFor, string>> = {
  label: "text against label",
  answer: "text against answer",
  text: "text alone",
  form: "form alone",
  nothing: "not at all",
};

/** Whether every changed row was tested and every changed file that looks like data was read. */
export function isAllTested({ changed, tested, notReviewed }: Coverage): boolean {
  return tested === changed && notReviewed.length === 0;
}

/** `60 of 20,114 changed rows`; empty where all were tested. */
export function testedText({ changed, tested }: RowCoverage): string {
  return tested === changed ? "" : `${count(tested)} of ${counted(changed, "changed row")}`;
}

/** `1,962 (text against label), 38 (text alone)`. */
export function coverageText(coverage: RowCoverage): string {
  const kinds = TESTED_FOR.filter((kind) => coverage[kind] > 0);
  const parts = kinds.map((kind) => `${count(coverage[kind])} (${TESTS[kind]})`);
  return parts.length === 0 ? "no changed rows" : parts.join(", ");
}

/** What was left out first, where something was: the point of a headline. */
export function leftText(coverage: Coverage): string {
  if (!leavesOut(coverage)) return "";
  const first = leftOut(coverage)[0]!;
  const rows = testedText(coverage);
  return `${line(first.reason, 200)}; ${line(first.remedy, 200)}${rows === "" ? "" : ` (tested ${rows})`}`;
}

/** Everything that was left out, what weighs first. */
export function leftOut({ untested, notReviewed }: Coverage): readonly (UntestedRows | NotReviewed)[] {
  const all = [...untested, ...notReviewed];
  return [
    ...all.filter(({ grade }) => grade === "suspicious"),
    ...all.filter(({ grade }) => grade !== "suspicious"),
  ];
}

/** `80 rows: no label found in data/train.json; say …` */
export function leftSentence(entry: UntestedRows | NotReviewed): string {
  const rows = "rows" in entry ? `${counted(entry.rows, "row")}: ` : "";
  return `${rows}${line(entry.reason, 300)}; ${line(entry.remedy, 300)}`;
}

/** The lines to paste into the configuration; none where no setting helps. */
export function configurationLines({ configuration }: UntestedRows | NotReviewed): string[] {
  return configuration === null ? [] : configuration.split("\n").map((text) => line(text, 300));
}
