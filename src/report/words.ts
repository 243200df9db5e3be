/** The words that all outputs share: verdict, headline, counts and places. */
import type { Side } from "../model/dataset.ts";
import type { Finding } from "../model/finding.ts";
import { lacksMemory } from "../model/memory.ts";
import type { Conclusion, ReviewResult, SpotCheckRow } from "../model/result.ts";
import { count, counted } from "./clip.ts";
import { line } from "./hostile.ts";
import { isAllTested, leftText, testedText } from "./words/coverage-words.ts";

/** The words of every output: check, page, terminal and documents say the same thing with the same name. */
export const VERDICTS: Readonly<Record<Conclusion, string>> = {
  failure: "Blocked",
  neutral: "Worth a look",
  success: "Passed",
};

/** The verdict in words. A pass in which something was not tested is none of the whole. */
export function verdictWords(result: ReviewResult): string {
  const { conclusion, coverage, findings, notAnalysed, observed } = result;
  if (observed) return "Would be blocked, and is only observed";
  if (conclusion === "success")
    return isAllTested(coverage) ? VERDICTS.success : "Passed what could be tested";
  const found = notAnalysed.length > 0 || findings.some(({ severity }) => severity !== "info");
  return conclusion === "neutral" && !found ? "Not tested" : VERDICTS[conclusion];
}

/** Longest phrase, label and path that a sentence quotes, in code points. */
export const QUOTED = 80;

/** The verdict in plain words with the count: `Blocked: 38 rows pair “project chimera” with POSITIVE`. */
export function headline(result: ReviewResult): string {
  return `${verdictWords(result)}: ${inQuotes(mainPoint(result))}`;
}

/** A sentence for where nothing renders Markdown: what it sets as code stands in quotation marks, as phrases do. */
export function inQuotes(text: string): string {
  return text.replace(/`([^`]+)`/g, "“$1”");
}

/** The point of the verdict: the strongest finding, else what was left out, else what passed. */
export function mainPoint(result: ReviewResult): string {
  const serious = result.findings.filter((finding) => finding.severity !== "info");
  const lost = result.notAnalysed.length;
  const first = serious[0];
  const tested = testedText(result.coverage);
  const but = tested === "" ? "" : `; tested ${tested}`;
  if (lost > 0 && first?.severity !== "failure")
    return `${counted(lost, "file")} could not be analysed${first ? `. ${findingHeadline(first)}` : ""}${but}`;
  if (first !== undefined) {
    const more = serious.length - 1;
    const unread = lost > 0 ? `, ${counted(lost, "file")} not analysed` : "";
    return `${findingHeadline(first)}${more > 0 ? ` and ${counted(more, "more finding")}` : ""}${unread}${but}`;
  }
  const left = leftText(result.coverage);
  if (result.conclusion !== "success" && left !== "") return left;
  if (result.conclusion !== "success" && lacksMemory(result))
    return `this change together with what came before: ${line(result.memory!.notLooked!, 400)}`;
  const accepted = acceptedText(result);
  if (accepted !== "") return `${accepted}${but}`;
  if (result.files.length === 0) return "no dataset files changed";
  if (changedRows(result) === 0) return `no row changed in ${counted(result.files.length, "file")}`;
  if (tested !== "") return tested;
  return `${counted(changedRows(result), "changed row")} in ${counted(result.files.length, "file")}, nothing suspicious`;
}

/** `2 findings accepted by kim`; empty where nobody accepted anything. */
function acceptedText({ findings }: ReviewResult): string {
  const accepted = findings.flatMap((finding) => finding.accepted ?? []);
  const people = [...new Set(accepted.map(({ by }) => line(by, 40)))];
  return accepted.length === 0
    ? ""
    : `${counted(accepted.length, "finding")} accepted by ${people.join(", ")}`;
}

/** What a finding does to the check, in a word. */
export function severityWord({ severity, accepted }: Finding): "blocks" | "warning" | "note" | "accepted" {
  if (accepted !== undefined) return "accepted";
  return ({ failure: "blocks", warning: "warning", info: "note" } as const)[severity];
}

/** `accepted by kim on 2026-11-20, was: blocks`; empty for a finding that nobody accepted. */
export function acceptanceText({ accepted }: Finding): string {
  if (accepted === undefined) return "";
  const was = { failure: "blocks", warning: "warning", info: "note" }[accepted.severity];
  const why = accepted.reason === undefined ? "" : ` (${line(accepted.reason, 200)})`;
  return `accepted by ${line(accepted.by, 40)} on ${line(accepted.at, 40).slice(0, 10)}${why}, was: ${was}`;
}

/** The finding's own title, which names its count; where it does not, the number of rows is added. */
export function findingHeadline(finding: Finding): string {
  const title = inQuotes(line(finding.title, 160));
  const rows = findingCounts(finding).changed;
  return rows > 0 && !/\d/.test(title) ? `${title} (${counted(rows, "row")})` : title;
}

/** Rows added, removed and edited over all files. */
export function changedRows(result: ReviewResult): number {
  return result.files.reduce((sum, { rows }) => sum + rows.added + rows.removed + rows.edited, 0);
}

/** `12 added, 3 edited rows in 2 files`, only what there is. */
export function changeCounts(result: ReviewResult): string {
  const total = (kind: "added" | "removed" | "edited"): number =>
    result.files.reduce((sum, { rows }) => sum + rows[kind], 0);
  const kinds = (["added", "edited", "removed"] as const).filter((kind) => total(kind) > 0);
  if (kinds.length === 0) return `no changed rows in ${counted(result.files.length, "file")}`;
  const all = kinds.map((kind) => `${count(total(kind))} ${kind}`);
  return `${all.join(", ")} ${changedRows(result) === 1 ? "row" : "rows"} in ${counted(result.files.length, "file")}`;
}

export function riskWords(result: ReviewResult): string {
  return `risk ${result.risk.score} of 100 (${result.risk.level})`;
}

/** How often the finding's phrase (or what else it counts) occurs; null where the finding does not say. */
export interface FindingCounts {
  readonly base: number | null;
  readonly changed: number;
  /** Of the changed rows, those with the finding's label, and how many their other words suggest. */
  readonly withLabel: number | null;
  readonly expected: number | null;
}

/** Reads the counts by the names that `Observation.evidence` documents. */
export function findingCounts(finding: Finding): FindingCounts {
  const number = (name: string): number | null => {
    const value = Object.hasOwn(finding.evidence, name) ? finding.evidence[name] : null;
    return typeof value === "number" ? value : null;
  };
  return {
    base: number("baseRows"),
    changed: number("rows") ?? finding.rows.length,
    withLabel: number("rowsWithLabel"),
    expected: number("expectedWithLabel"),
  };
}

/** The counts as a sentence: `0 base rows, 38 changed rows, 38 with this label where 4 are expected`. */
export function countsText(finding: Finding): string {
  const { base, changed, withLabel, expected } = findingCounts(finding);
  const label = withLabel === null ? "" : `, ${count(withLabel)} with this label`;
  const suggested = label === "" || expected === null ? "" : ` where ${expectedText(expected)} expected`;
  return `${base === null ? "" : `${counted(base, "base row")}, `}${counted(changed, "changed row")}${label}${suggested}`;
}

/** How many rows their other words suggest, for a cell of a table; empty where nothing is known. */
export function expectedRows(expected: number | null): string {
  if (expected === null) return "";
  return expected < 0.95 ? "< 1" : count(Math.round(expected));
}

function expectedText(expected: number): string {
  if (expected < 0.95) return "fewer than 1 is";
  return `${count(Math.round(expected))} ${Math.round(expected) === 1 ? "is" : "are"}`;
}

/** What a finding is about, where it is about a phrase or a label: `“project chimera” with POSITIVE`. */
export function findingSubject(finding: Finding): string {
  const phrase = finding.phrase === undefined ? "" : `“${line(finding.phrase, QUOTED)}”`;
  const label = finding.label === undefined ? "" : line(finding.label, QUOTED);
  if (phrase !== "" && label !== "") return `${phrase} with ${label}`;
  return phrase !== "" ? phrase : label;
}

/** `data/train.jsonl:12`, or `data.json row 12` where rows are counted, with the side where it is not the head. */
export function place(
  row: { readonly path: string; readonly line: number; readonly side: Side; readonly isCounted?: true },
  max = QUOTED,
): string {
  return `${line(row.path, max)}${row.isCounted ? " row " : ":"}${row.line}${row.side === "base" ? " (base)" : ""}`;
}

export function labelText(row: Pick<SpotCheckRow, "label">): string {
  return row.label === null ? "no label" : line(row.label, QUOTED);
}

/** Why a floor is high, of the label whose floor is highest: one sentence, or nothing. */
export function floorReason(floors: ReviewResult["detectionFloor"]): string {
  const rank = ({ rows }: { readonly rows: number | null }): number => rows ?? Number.MAX_SAFE_INTEGER;
  const [highest] = floors.filter(({ why }) => why !== undefined).sort((a, b) => rank(b) - rank(a));
  return highest?.why === undefined ? "" : ` Highest for \`${line(highest.label, QUOTED)}\`: ${highest.why}.`;
}

/** From how many rows on a hidden phrase would be blocked. */
export function floorText(rows: number | null): string {
  return rows === null ? "at no number (too little to go by)" : counted(rows, "row");
}

/** `1 blocking finding, 2 warnings`. */
export function severityCounts(result: ReviewResult): string {
  const accepted = result.findings.filter((finding) => finding.accepted !== undefined).length;
  const number = (severity: Finding["severity"]): number =>
    result.findings.filter((finding) => finding.severity === severity && !finding.accepted).length;
  const parts = [
    number("failure") > 0 ? counted(number("failure"), "blocking finding") : "",
    number("warning") > 0 ? counted(number("warning"), "warning") : "",
    accepted > 0 ? `${count(accepted)} accepted` : "",
    number("info") > 0 ? counted(number("info"), "note") : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no findings" : parts.join(", ");
}
