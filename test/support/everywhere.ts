import type { ReviewResult } from "../../src/model/result.ts";
import {
  column,
  contributor,
  coverage,
  file,
  finding,
  flaggedRow,
  result,
  spotCheckRow,
} from "./result-builder.ts";

/** The text in every place that a pull request can write to. */
export function everywhere(text: string): ReviewResult {
  const path = `data/${text.slice(0, 300)}.jsonl`;
  const row = { path, text, label: text };
  return result({
    coverage: coverage({
      changed: 9,
      tested: 0,
      untested: [
        { path, rows: 9, reason: text, remedy: text, configuration: `files: ${text}`, grade: "suspicious" },
      ],
      notReviewed: [
        { path, reason: text, remedy: text, configuration: text, replaces: text, grade: "informative" },
      ],
    }),
    files: [
      file({
        path,
        previousPath: `${text.slice(0, 300)}.csv`,
        columns: column({ text: [text], label: text, reason: `The column ${text} is text` }),
        labels: new Map([[text, { base: 3, head: 9 }]]),
      }),
    ],
    findings: [
      finding({
        title: `38 rows pair “${text}” with ${text}`,
        message: `\`${text}\` occurs in 0 rows; ${text}`,
        phrase: text,
        label: text,
        rows: [{ path, line: 1, side: "head", score: 1 }],
      }),
    ],
    flaggedRows: [flaggedRow({ ...row, line: 1, before: { text: `was ${text}`, label: text } })],
    problems: [
      { path, side: "head", line: 4, kind: "malformed", message: `not a record: ${text}`, introduced: true },
    ],
    notAnalysed: [{ path, reason: `cannot read ${text}` }],
    notMeasured: [{ signal: "label-edit", reason: text }],
    detectionFloor: [{ label: text, rows: 4 }],
    contributor: contributor({ login: text }),
    spotCheck: [spotCheckRow(row)],
  });
}
