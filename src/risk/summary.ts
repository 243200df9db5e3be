/** Says the whole review in one sentence. */
import type { Coverage } from "../model/coverage.ts";
import type { Finding } from "../model/finding.ts";
import { lacksMemory } from "../model/memory.ts";
import type { Conclusion, ReviewResult } from "../model/result.ts";
import { thousands } from "../model/thousands.ts";
import type { Judgement } from "./weigh.ts";

/** What the sentence is about, beside the findings. */
type Reviewed = Pick<ReviewResult, "files" | "notAnalysed" | "coverage" | "memory">;

/** The review in one sentence. */
export function summarise(
  { conclusion: ended, observed }: Pick<Judgement, "conclusion" | "observed">,
  findings: readonly Finding[],
  reviewed: Reviewed,
): string {
  const { files, notAnalysed, coverage } = reviewed;
  const conclusion: Conclusion = observed ? "failure" : ended;
  const blocked = observed ? "Would be blocked, and is only observed" : "Blocked";
  const unread = notAnalysed.length;
  const size = sizeOf(files);
  const tested = testedRows(coverage);
  if (unread > 0 && !findings.some(({ severity }) => severity === "failure")) {
    return `${blocked}: ${unread} ${unread === 1 ? "file" : "files"} could not be analysed.${tested}`;
  }
  const strongest = findings[0];
  const accepted = findings.filter((finding) => finding.accepted !== undefined).length;
  if (conclusion === "success" && accepted > 0) {
    const what = `${accepted} accepted ${accepted === 1 ? "finding" : "findings"}`;
    return `Passed: ${size}, nothing suspicious but ${what}.${tested}`;
  }
  const untested = mainReason(reviewed);
  if (
    conclusion !== "success" &&
    untested !== null &&
    (strongest === undefined || strongest.severity === "info")
  )
    return `${conclusion === "failure" ? blocked : "Not tested"}${untested}${tested}`;
  if (conclusion === "success" || strongest === undefined)
    return tested === "" ? `Passed: ${size}, nothing suspicious.` : `Passed what could be tested.${tested}`;
  const same = findings.filter(({ severity }) => severity === strongest.severity);
  const rows = new Set(
    same.flatMap((finding) => finding.rows.map(({ path, line, side }) => `${side}:${line}:${path}`)),
  ).size;
  const verdict = conclusion === "failure" ? blocked : "Worth a look";
  const more =
    same.length > 1 ? `, and ${same.length - 1} more ${same.length === 2 ? "finding" : "findings"}` : "";
  const where = rows > 0 ? ` (${rows} ${rows === 1 ? "row" : "rows"} of ${size})` : "";
  return `${verdict}: ${strongest.title}${more}${where}.${tested}`;
}

/** How many of the changed rows were tested, as a sentence; empty where all were. */
function testedRows({ tested, changed }: Coverage): string {
  if (tested === changed) return "";
  return ` Tested: ${thousands(tested)} of ${thousands(changed)} changed rows.`;
}

/** Why the review is no plain pass, and what to do about it, behind "Not tested"; null where nothing weighs. */
function mainReason(reviewed: Reviewed): string | null {
  const { untested, notReviewed } = reviewed.coverage;
  const first = [...untested, ...notReviewed].find(({ grade }) => grade === "suspicious");
  if (first !== undefined) return `: ${first.reason}; ${first.remedy}.`;
  return lacksMemory(reviewed) ? ` together with what came before: ${reviewed.memory!.notLooked!}` : null;
}

function sizeOf(files: Reviewed["files"]): string {
  const changed = files.reduce((sum, { rows }) => sum + rows.added + rows.removed + rows.edited, 0);
  return `${thousands(changed)} changed ${changed === 1 ? "row" : "rows"} in ${files.length} ${files.length === 1 ? "file" : "files"}`;
}
