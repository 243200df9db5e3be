/** Who brought the change, as facts: what GitHub tells of the author, and what the history tells of the commits' authors. */
import { median } from "simple-statistics";
import type { ContributorFacts } from "../../model/pull-request.ts";
import type { ReviewResult } from "../../model/result.ts";
import { count, counted } from "../clip.ts";
import { line } from "../hostile.ts";
import { changedRows as rowsOf } from "../words.ts";

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
 * Who the author is, how this pull request compares with their earlier ones, and what those who wrote its commits brought
 * before. What could not be learned is called unknown, never zero. No line where nothing is known.
 */
export function contributorLines(result: ReviewResult): readonly string[] {
  const { contributor: facts } = result;
  const earlier = workLine(result);
  return [
    ...(facts === null
      ? []
      : [`${line(facts.login, 60)}: ${account(facts)}`, history(facts, rowsOf(result)), ...accepted(facts)]),
    ...(earlier === "" ? [] : [earlier]),
  ];
}

/** `Findings in #12 and #15 were accepted, by kim`: the author's record with the one who vouched for it. */
function accepted({ merged }: ContributorFacts): string[] {
  const held = (merged ?? []).filter(({ acceptedBy = [] }) => acceptedBy.length > 0);
  if (held.length === 0) return [];
  const people = new Set(held.flatMap(({ acceptedBy = [] }) => acceptedBy.map((login) => line(login, 60))));
  return [
    `Findings in ${listed(held.map(({ number }) => `#${number}`))} were accepted, by ${listed([...people])}`,
  ];
}

const account = ({ isBot, association }: ContributorFacts): string =>
  isBot ? "bot" : ASSOCIATIONS[association];

/** Authors and changes that a line names. */
const NAMED = 3;

/** `By the authors of its commits (Kim): 4 of 9 earlier changes since 2026-09-03 (#12, #15, #16 and 1 other), …`. */
function workLine({ memory }: ReviewResult): string {
  const work = memory?.work;
  if (memory === undefined || work === undefined) return "";
  const all = `${counted(memory.changes.length, "earlier change")} since ${memory.changes[0]!.date.slice(0, 10)}`;
  const who = listed(work.authors.map((name) => line(name, 40)));
  const theirs = work.changes.map(({ change }) => memory.changes[change]!);
  const [first] = theirs;
  if (first === undefined) return `Its commits are by ${who}, who wrote none of ${all}`;
  const names = theirs.map(({ pull, commit }) => (pull === null ? commit.slice(0, 7) : `#${pull}`));
  const sizes = work.changes.flatMap(({ rows }) => (rows === null ? [] : [rows]));
  const sum = sizes.reduce((total, rows) => total + rows, 0);
  const rows = sizes.length === 0 ? "" : `; ${counted(sum, "row")} in the ${count(sizes.length)} counted`;
  return `Its commits are by ${who}, who wrote ${count(theirs.length)} of ${all}: ${listed(names)}, the first on ${first.date.slice(0, 10)}${rows}`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - NAMED;
  const shown = names.slice(0, NAMED);
  return rest > 0 ? `${shown.join(", ")} and ${counted(rest, "other")}` : shown.join(", ");
}

/** So many changes before it make a habit; this one is very large beside the largest of them. */
const [SEVERAL, TIMES, LARGE] = [3, 10, 100];

/**
 * Several small changes, and now a very large one: what somebody does who works for trust first, and many honest people
 * do too. Empty where it is not so, or sizes are not known.
 */
export function growthLine(result: ReviewResult): string {
  const { contributor, memory } = result;
  const recorded = new Map((contributor?.merged ?? []).map((pull) => [pull.number, pull.changedRows]));
  const known = (memory?.work?.changes ?? []).map(
    ({ change, rows }) => rows ?? recorded.get(memory!.changes[change]!.pull ?? 0) ?? null,
  );
  const sizes = (known.length > 0 ? known : [...recorded.values()]).filter((rows) => rows !== null);
  const [now, largest] = [rowsOf(result), Math.max(...sizes)];
  if (sizes.length < SEVERAL || now < LARGE || now < TIMES * largest) return "";
  return `Several small changes by the same authors (${count(sizes.length)}, of at most ${counted(largest, "row")}), then this very large one of ${counted(now, "row")}`;
}

function history({ merged }: ContributorFacts, changedRows: number): string {
  const now = `this one changes ${counted(changedRows, "row")}`;
  if (merged === null) return `Earlier merged pull requests unknown; ${now}`;
  if (merged.length === 0) return `No earlier merged pull request here; ${now}`;
  const sizes = merged.flatMap(({ changedRows: rows }) => (rows === null ? [] : [rows]));
  const usual =
    sizes.length === 0
      ? "of unknown size"
      : `with a median of ${count(Math.round(median(sizes)))} changed rows`;
  return `${counted(merged.length, "earlier merged pull request")} here ${usual}; ${now}`;
}
