/** Takes findings that people have accepted out of the verdict, and keeps them in the report. */
import type { Acceptance, AcceptedFinding, Finding } from "../model/finding.ts";
import type { Policy } from "../model/options.ts";
import type { FlaggedRow, ReviewResult } from "../model/result.ts";
import { decisionHashes } from "./decision-hash.ts";
import { judge, score } from "./weigh.ts";

/** Who accepted a finding, and when; null for one that nobody accepted. */
export type Acceptances = (finding: Finding) => Omit<Acceptance, "severity"> | null;

/**
 * Whether what was decided on a finding holds for the same one on other rows: only where it stands on earlier changes,
 * of which a person looked at one. The change by itself gets by with no earlier decision.
 */
export const staysAccepted = ({ earlier }: Finding): boolean => earlier?.decides === true;

/** What the file of accepted findings says of a result: an entry holds for the very finding on the very same rows. */
export function acceptedInFile(entries: readonly AcceptedFinding[], result: ReviewResult): Acceptances {
  const about = entries.length === 0 ? new Map<string, string>() : decisionHashes(result, null);
  return (one) => {
    const isSame = (rows: string): boolean => rows === `sha256:${about.get(one.id)}` || staysAccepted(one);
    const entry = entries.find(({ finding, rows }) => finding === one.id && isSame(rows));
    return entry ? { by: entry.by, at: entry.at, reason: `${entry.reason}: ${entry.note}` } : null;
  };
}

/**
 * The same review after people have accepted some of its findings. Those stay in the list as notes that name who
 * accepted them; score, conclusion and flagged rows follow from the others alone. What could not be analysed cannot
 * be accepted: nobody has seen it.
 */
export function withAccepted(result: ReviewResult, acceptances: Acceptances, policy: Policy): ReviewResult {
  const open: Finding[] = [];
  const accepted: Finding[] = [];
  for (const finding of result.findings) {
    const acceptance = finding.severity === "info" ? null : acceptances(finding);
    if (acceptance === null) open.push(finding);
    else {
      const by = { ...acceptance, severity: finding.severity };
      accepted.push({ ...finding, severity: "info", contribution: 0, accepted: by });
    }
  }
  if (accepted.length === 0) return result;
  const scored = score(open);
  return {
    ...result,
    ...judge(scored.score, result, policy),
    findings: [...scored.findings, ...accepted],
    flaggedRows: stillFlagged(result.flaggedRows, open),
  };
}

/** Rows that a finding names which still counts. */
function stillFlagged(rows: readonly FlaggedRow[], open: readonly Finding[]): FlaggedRow[] {
  const severities = new Map(open.map(({ id, severity }) => [id, severity]));
  return rows.flatMap((row) => {
    const findings = row.findings.filter((id) => severities.has(id));
    if (findings.length === 0) return [];
    const severity = findings.some((id) => severities.get(id) === "failure") ? "failure" : "warning";
    return [{ ...row, findings, severity }];
  });
}
