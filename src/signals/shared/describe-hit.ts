/** Puts a hit of the trigger scan in words. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { Grade, Observation, ObservedRow } from "../../model/finding.ts";
import type { Candidate } from "../../trigger/phrases/candidates.ts";
import type { Hit } from "../../trigger/phrases/conditional-scan.ts";
import { otherEndings } from "../../trigger/phrases/other-endings.ts";
import type { GroupScan } from "../../trigger/phrases/scan-group.ts";
import { changeAt } from "../../trigger/scanned.ts";
import { observedRow } from "./rows.ts";
import { count, expectedWords, log10, number } from "./words.ts";

/** How the phrase reads in a sentence: its words, and where it must stand. */
export function candidateName(scan: GroupScan, candidate: Candidate): string {
  return scan.scanned.group.trie.text(candidate);
}

/** An observation of one hit, with its rows and its sentence. */
export function describeHit(evidence: ReviewEvidence, scan: GroupScan, hit: Hit, grade: Grade): Observation {
  const { group } = scan.scanned;
  const phrase = candidateName(scan, hit.candidate);
  const label = group.space.names[hit.label]!;
  const where = place(scan, hit.candidate);
  const others = otherEndings(scan.scanned, hit);
  const also =
    others.length === 0
      ? ""
      : ` ${count(others.length, "more row")} with ${label} hold it with another ending.`;
  const share =
    hit.observed === hit.rows
      ? hit.rows === 1
        ? "it is"
        : `all ${hit.rows} are`
      : `${hit.observed} of them are`;
  return {
    signal: "trigger-scan",
    grade,
    title: `${number(hit.observed)} ${hit.observed === 1 ? "row pairs" : "rows pair"} “${phrase}” with ${label}`,
    message:
      `“${phrase}”${where} occurs in ${number(hit.candidate.referenceRows)} of ${number(group.referenceRows)} base rows and in ` +
      `${number(hit.rows)} changed rows; ${share} ${label}, where their other words suggest it for ${expectedWords(hit.expected)}.${also}`,
    phrase,
    label,
    evidence: {
      rows: hit.rows,
      rowsWithLabel: hit.observed,
      expectedWithLabel: Number(hit.expected.toFixed(2)),
      baseRows: hit.candidate.referenceRows,
      baseTotal: group.referenceRows,
      changedTotal: scan.scanned.rows.length,
      log10P: log10(hit.logP),
      log10Adjusted: log10(hit.logAdjusted),
      log10Burst: log10(hit.candidate.logBurst),
    },
    rows: observedRows(evidence, scan, { label: hit.label, carriers: [...hit.carriers, ...others] }),
  };
}

/** The rows of a hit, each scored by how little its label agrees with what the model says of the whole row. */
export function observedRows(
  evidence: ReviewEvidence,
  scan: GroupScan,
  hit: Pick<Hit, "carriers" | "label">,
): ObservedRow[] {
  const { group, probabilities } = scan.scanned;
  const labels = group.space.names.length;
  return hit.carriers.map((at) => {
    const agreement = probabilities[at * labels + hit.label]!;
    // Every carrier is suspicious for the phrase; a label its own words contradict is more so.
    return observedRow(
      changeAt(evidence, scan.scanned, at),
      Number((0.6 + 0.4 * (1 - agreement)).toFixed(4)),
    );
  });
}

function place(scan: GroupScan, candidate: Candidate): string {
  const { trie } = scan.scanned.group;
  if (trie.isOpening(candidate)) return " at the beginning";
  return trie.isEnding(candidate) ? " at the end" : "";
}
