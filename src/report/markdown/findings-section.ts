import type { Finding } from "../../model/finding.ts";
import type { ReviewResult } from "../../model/result.ts";
import { count, counted } from "../clip.ts";
import type { ReportContext } from "../context.ts";
import { htmlCode, htmlProse, line } from "../hostile.ts";
import { signalUrl } from "../signal-words.ts";
import { acceptanceText, findingCounts, severityWord } from "../words.ts";
import { type Column, htmlLink, rankedTable } from "./markup.ts";
import type { Section } from "./sections.ts";

/** Code points of a phrase and a label. */
const NAME = 80;
const PHRASE_COLUMNS: readonly Column[] = [
  { title: "Finding" },
  { title: "Phrase" },
  { title: "Label" },
  { title: "Base rows", numeric: true },
  { title: "Changed rows", numeric: true },
  { title: "With the label", numeric: true },
  { title: "Expected", numeric: true },
  { title: "Signal" },
];

/** Findings by phrase and label with their counts, strongest first; notes are folded away. */
export function findingsSection(result: ReviewResult, { docsUrl }: ReportContext, maxBytes: number): Section {
  const rowOf = (finding: Finding): string[] => {
    const { base, changed, withLabel, expected } = findingCounts(finding);
    const accepted = acceptanceText(finding);
    return [
      `<b>${severityWord(finding)}</b>: ${htmlProse(line(finding.title, 160))}${accepted === "" ? "" : ` (${htmlProse(accepted)})`}`,
      finding.phrase === undefined ? "" : htmlCode(line(finding.phrase, NAME)),
      finding.label === undefined ? "" : htmlCode(line(finding.label, NAME)),
      base === null ? "" : count(base),
      count(changed),
      withLabel === null ? "" : count(withLabel),
      expected === null ? "" : expected < 0.95 ? "&lt; 1" : count(Math.round(expected)),
      htmlLink(finding.signal, signalUrl(docsUrl, finding.signal)),
    ];
  };
  const folded = result.findings.filter((finding) => finding.severity === "info" && !finding.accepted);
  const open = result.findings.filter((finding) => !folded.includes(finding));
  const shown =
    open.length === 0 ? "" : rankedTable(PHRASE_COLUMNS, open.map(rowOf), maxBytes * 0.75, "finding");
  const notes =
    folded.length === 0
      ? ""
      : `<details><summary>${counted(folded.length, "note")}: facts that add nothing to the risk</summary>\n\n${rankedTable(PHRASE_COLUMNS, folded.map(rowOf), maxBytes * 0.25, "note")}\n\n</details>`;
  return { title: "Findings", body: [shown, notes].filter((part) => part !== "").join("\n\n") };
}
