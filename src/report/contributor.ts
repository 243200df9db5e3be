import type { ContributorFacts } from "../model/pull-request.ts";
import { count, counted } from "./clip.ts";
import { line } from "./hostile.ts";

const ASSOCIATIONS: Readonly<Record<ContributorFacts["association"], string>> = {
  OWNER: "owner of this repository",
  MEMBER: "member of the organisation",
  COLLABORATOR: "collaborator",
  CONTRIBUTOR: "contributed before",
  FIRST_TIME_CONTRIBUTOR: "first contribution here",
  FIRST_TIMER: "first contribution on GitHub",
  MANNEQUIN: "imported account",
  NONE: "no earlier relation to this repository",
};

/**
 * The author in two lines of facts: who they are, and how this pull request compares with their earlier ones.
 * What could not be learned is called unknown, never zero.
 */
export function contributorLines(facts: ContributorFacts, changedRows: number): readonly [string, string] {
  const account = facts.isBot ? "bot" : ASSOCIATIONS[facts.association];
  return [`${line(facts.login, 60)}: ${account}`, history(facts, changedRows)];
}

function history({ merged }: ContributorFacts, changedRows: number): string {
  const now = `this one changes ${counted(changedRows, "row")}`;
  if (merged === null) return `Earlier merged pull requests unknown; ${now}`;
  if (merged.length === 0) return `No earlier merged pull request here; ${now}`;
  const sizes = merged
    .flatMap(({ changedRows: rows }) => (rows === null ? [] : [rows]))
    .sort((a, b) => a - b);
  const middle = sizes.length >> 1;
  const median =
    sizes.length === 0 ? null : sizes.length % 2 ? sizes[middle]! : (sizes[middle - 1]! + sizes[middle]!) / 2;
  const usual =
    median === null ? "of unknown size" : `with a median of ${count(Math.round(median))} changed rows`;
  return `${counted(merged.length, "earlier merged pull request")} here ${usual}; ${now}`;
}
