/** The half minute at the top of every output: what a colleague would say, the other findings, what to do. */
import type { Finding } from "../../model/finding.ts";
import type { FlaggedRow, ReviewResult } from "../../model/result.ts";
import { count, counted } from "../clip.ts";
import type { ReportContext } from "../context.ts";
import { line } from "../hostile.ts";
import type { Repository } from "../links.ts";
import { findingCounts } from "../words.ts";
import { coverageText, leftOut, testedText } from "./coverage-words.ts";

/** Rows that are shown before anything is unfolded. */
export const ROWS_IN_BRIEF = 5;
/** Further findings that are named before anything is unfolded. */
export const FINDINGS_IN_BRIEF = 5;

/** What weighs, strongest first; what was accepted does not. */
export function weighing({ findings }: ReviewResult): readonly Finding[] {
  return findings.filter(({ severity }) => severity !== "info");
}

/** The strongest finding in one or two sentences; empty where nothing weighs. */
export function colleagueText(result: ReviewResult): string {
  const main = weighing(result)[0];
  if (main === undefined) return "";
  return mentions(main, result) ?? line(main.message, 600);
}

/**
 * Of a planted phrase: `27 changed rows mention “Project Chimera”; all are labelled POSITIVE, though 24 of them read like
 * base rows labelled NEGATIVE.` Null for a finding of another kind, whose own message says it.
 */
function mentions(finding: Finding, result: ReviewResult): string | null {
  const { phrase, label, earlier } = finding;
  if (earlier?.decides === true) return null;
  const { base, changed, withLabel, expected } = findingCounts(finding);
  if (finding.signal !== "trigger-scan" || phrase === undefined || label === undefined || withLabel === null)
    return null;
  const rows = result.flaggedRows.filter(({ findings }) => findings.includes(finding.id));
  const before =
    base === null
      ? ""
      : base === 0
        ? ", which no base row does"
        : `, as ${counted(base, "base row")} ${base === 1 ? "does" : "do"}`;
  const all = withLabel === changed ? (changed === 1 ? "it is" : "all are") : `${count(withLabel)} are`;
  const name = `“${line(spelling(phrase, finding), 80)}”`;
  const said = `${counted(changed, "changed row")} ${changed === 1 ? "mentions" : "mention"} ${name}${before}; ${all} ${labelledAs(label, result)}`;
  return `${said}${contradiction(rows, label, result, expected)}.`;
}

/** What speaks against the label: the base rows that say nearly the same, else what the model expects. */
function contradiction(
  rows: readonly FlaggedRow[],
  label: string,
  result: ReviewResult,
  expected: number | null,
): string {
  const like = new Map<string, number>();
  for (const { neighbours } of rows) {
    const near = neighbours?.[0]?.label ?? null;
    if (near !== null && near !== label) like.set(near, (like.get(near) ?? 0) + 1);
  }
  const [most] = [...like].sort(([, a], [, b]) => b - a);
  if (most !== undefined && most[1] * 2 >= rows.length) {
    const all = most[1] === rows.length;
    const who = rows.length === 1 ? "it reads" : all ? "all of them read" : `${count(most[1])} of them read`;
    return `, though ${who} like base rows ${labelledAs(most[0], result)}`;
  }
  if (expected === null) return "";
  return `, where their other words suggest it for ${expected < 0.95 ? "fewer than 1" : count(Math.round(expected))}`;
}

/** The phrase as the finding's own title quotes it: there it is spelt as in the texts. */
export function spelling(phrase: string, { title }: Finding): string {
  const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
  const quoted = Array.from(title.matchAll(/“([^”]*)”/g), ([, text]) => text!);
  return quoted.find((text) => bare(text) === bare(phrase)) ?? phrase;
}

/** Where no file has labels, what stands for one is the kind of answer. */
function labelledAs(label: string, result: Pick<ReviewResult, "files">): string {
  const name = labelName(label, result);
  const isAnswer = result.files.every(({ columns }) => columns.label === null);
  return isAnswer ? `answered with ${name.replace(/^answer /, "")}` : `labelled ${name}`;
}

/** Names of columns that say no more than that a label stands there. */
const SAYS_LABEL = /^(gold[ _]?)?(label|labels|class|target|y)$/i;

/** A label that says little by itself stands with its column: `Stars 5`, but `POSITIVE`. */
export function labelName(label: string, { files }: Pick<ReviewResult, "files">): string {
  const isRange = /^[≤>] [\p{N}.,+-]+(?: to [\p{N}.,+-]+)?$/u.test(label);
  const isOf = (labels: ReadonlyMap<string, unknown>): boolean =>
    labels.has(label) || (isRange && [...labels.keys()].some((known) => /^[+-]?\p{N}/u.test(known)));
  const column = files.find(({ labels, columns }) => columns.label !== null && isOf(labels))?.columns.label;
  const bare =
    isRange || /^[\p{N}.,+-]*$/u.test(label) || label.length <= 2 || /^(true|false|yes|no)$/i.test(label);
  const name = line(label, 80);
  if (!bare || column == null || SAYS_LABEL.test(column)) return name;
  // A table without a header numbers its columns: two numbers side by side would read as one.
  return /^column \d+$/.test(column) ? `${name} (${column})` : `${line(column, 40)} ${name}`;
}

/** What was tested, in one line: part of the verdict. */
export function testedLine({ coverage }: ReviewResult): string {
  const some = testedText(coverage);
  return `Tested rows: ${some === "" ? "" : `${some}: `}${coverageText(coverage)}`;
}

/** A way on from here: what for, and by which commands (code), one after the other, or words. */
export interface Step {
  readonly aim: string;
  readonly by: readonly string[];
  readonly isCommand: boolean;
}

/** What a person does next, in the words of every output; empty after a pass. */
export function whatToDo(result: ReviewResult, context: ReportContext): readonly Step[] {
  if (result.conclusion === "success") return [];
  const steps: Step[] = [];
  const rows = mendable(result);
  if (rows.length > 0) {
    const aim = rows.every(({ side }) => side === "base") ? "Put the rows back" : "Take the rows out";
    steps.push({ aim, by: fixCommands(context), isCommand: true });
  }
  const open = weighing(result);
  const main = open[0];
  if (main !== undefined) {
    const ids = ofOnePlant([main], open)
      .map(({ id }) => id)
      .join(" ");
    steps.push({
      aim: steps.length > 0 ? "Or accept what is right" : "Accept what is right, or turn the change down",
      by: [`dataset-review accept ${ids} ${comparedWords(context)} --reason new-topic "why"`],
      isCommand: true,
    });
  }
  const isLost = result.notAnalysed.length > 0;
  if (isLost)
    steps.push({ aim: "Put right what was not analysed", by: ["its reason says how"], isCommand: false });
  const left = leftOut(result.coverage).filter(({ grade }) => grade === "suspicious");
  const isConfigured = left.some(({ configuration }) => configuration !== null);
  if (left.length > 0 && !isConfigured)
    steps.push({ aim: "Look at what was not tested", by: ["its reason says how"], isCommand: false });
  else if (left.length > 0 || (main === undefined && !isLost))
    steps.push({
      aim: "Say which columns hold what",
      by: [".github/dataset-review.yml on the base branch"],
      isCommand: false,
    });
  return steps;
}

/** The flagged rows without those of files that the change hands over to DVC: to have them back is not what it needs. */
function mendable({ flaggedRows, files, notAnalysed }: ReviewResult) {
  const gone = new Set(files.filter(({ status }) => status === "removed").map(({ path }) => path));
  const left = new Set(notAnalysed.map(({ path }) => path));
  return flaggedRows.filter(({ path }) => !(gone.has(path) && left.has(`${path}.dvc`)));
}

/** These findings, and the `open` ones of the same plant: about rows of theirs, or a phrase that holds theirs or is part of it. */
export function ofOnePlant(some: readonly Finding[], open: readonly Finding[]): readonly Finding[] {
  const all = [...some];
  // It grows as it is gone through.
  for (const finding of all)
    all.push(...open.filter((other) => !all.includes(other) && areOfOnePlant(finding, other)));
  return all;
}

function areOfOnePlant(one: Finding, other: Finding): boolean {
  const [shorter = "", longer = ""] = [one.phrase ?? "", other.phrase ?? ""].sort(
    (a, b) => a.length - b.length,
  );
  if (shorter !== "" && longer.includes(shorter)) return true;
  const keysOf = ({ rows }: Finding): string[] =>
    rows.map(({ path, line: at, side }) => `${side} ${at} ${path}`);
  const known = new Set(keysOf(one));
  return keysOf(other).some((key) => known.has(key));
}

/** What was compared, as far as a command has to name it again. */
type Change = Pick<ReportContext, "compared" | "pullNumber"> & {
  readonly repository: Pick<Repository, "baseSha" | "headSha"> | null;
};

/**
 * The commands that take the flagged rows out. Those for a pull request hold nothing but numbers and commits: no name
 * that somebody chose gets into a shell.
 */
export function fixCommands(change: Change): readonly string[] {
  const { compared = null, pullNumber = null } = change;
  const scan = `dataset-review scan ${comparedWords(change)} --fix`;
  if (compared?.checkout === null) return [`${scan} ../fixed`];
  const apply = [...(compared?.checkout ?? []), "git apply ../fix.patch"].join(" && ");
  const checkout = compared === null && pullNumber !== null ? [`gh pr checkout ${pullNumber}`] : [];
  return [...checkout, `${scan} ../fix.patch`, apply];
}

function comparedWords({ compared = null, repository }: Change): string {
  if (compared !== null) return compared.words;
  if (repository === null) return "…";
  return `--git ${repository.baseSha.slice(0, 12)}..${repository.headSha.slice(0, 12)}`;
}
