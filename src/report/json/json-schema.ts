/** The schema of the JSON output, which is published with the documentation. */
import * as z from "zod";
import { formatNames } from "../../model/dataset.ts";

/**
 * The published shape of `--format json`: a versioned interface. Keys are only ever added; a change that is not
 * an addition raises `schemaVersion`. `docs/result.schema.json` is generated from here.
 */
const rows = z.int().nonnegative();
const share = z.number().min(0).max(1);
const side = z.enum(["base", "head"]);
const severity = z.enum(["info", "warning", "failure"]);
const lineNumber = z.int().positive().describe("Counts from 1; for Parquet, the row number");

const rowCoverage = {
  changed: rows.describe("Added, removed and edited rows"),
  tested: rows.describe("Of these, rows for which all was tested that there is to test"),
  label: rows.describe("Rows whose text was tested against their label"),
  answer: rows.describe("Rows whose text was tested against their answer"),
  text: rows.describe("Rows of which the text alone was tested"),
  form: rows.describe("Rows of which only the form was looked at"),
  nothing: rows.describe("Rows that nothing was looked at of"),
};

const leftOut = {
  path: z.string(),
  reason: z.string().describe("Why, in words"),
  remedy: z.string().describe("What to do about it"),
  configuration: z.string().nullable().describe("Lines for the configuration file, where lines help"),
  grade: z.enum(["suspicious", "informative"]).describe("informative: said, and weighs nothing"),
};

const coverage = z.strictObject({
  ...rowCoverage,
  untested: z
    .array(z.strictObject({ ...leftOut, rows }))
    .describe("Rows that were not tested, by file and reason"),
  notReviewed: z
    .array(
      z.strictObject({
        ...leftOut,
        replaces: z.string().nullable().describe("The reviewed data file of the base that it stands for now"),
      }),
    )
    .describe("Changed files that look like data and are not read"),
});

const file = z.strictObject({
  path: z.string().describe("Path in the head; in the base for a removed file"),
  previousPath: z.string().nullable().describe("Path in the base where it differs (a rename)"),
  format: z.enum(formatNames),
  status: z.enum(["added", "removed", "modified", "renamed", "unchanged"]),
  rows: z.strictObject({
    base: rows,
    head: rows,
    added: rows,
    removed: rows,
    edited: rows,
    moved: rows.describe("Same content at another place or in another file"),
    reformatted: rows.describe("Same content written differently"),
  }),
  columns: z.strictObject({
    text: z.array(z.string()),
    label: z.string().nullable(),
    unlabelled: z.boolean().optional().describe("The configuration says that the rows carry no label"),
    response: z.string().nullable().describe("The answer side of instruction data"),
    id: z.string().nullable(),
    all: z.array(z.string()),
    reason: z.string().describe("Why these columns were chosen"),
  }),
  labels: z.record(z.string(), z.strictObject({ base: rows, head: rows })).describe("Rows by label"),
  coverage: z.strictObject(rowCoverage).describe("What the changed rows of the file were tested for"),
  sha256: z.strictObject({ base: z.string().nullable(), head: z.string().nullable() }),
});

const finding = z.strictObject({
  id: z.string().describe("The same for the same content: SIGNAL-8 hex digits"),
  signal: z.string(),
  severity,
  grade: z.enum(["decisive", "suspicious", "informative"]).describe("The evidence before policy"),
  contribution: z.number().describe("Points of the risk score that this finding brought"),
  accepted: z
    .strictObject({ by: z.string(), at: z.string(), severity, reason: z.string().optional() })
    .optional()
    .describe(
      "Who accepted the finding and when (ISO 8601), how severe it was, and why, where the file of accepted findings says it",
    ),
  title: z.string(),
  message: z.string(),
  phrase: z.string().optional(),
  label: z.string().optional(),
  evidence: z.record(z.string(), z.json()).describe("The numbers behind the message"),
  rows: z.array(z.strictObject({ path: z.string(), line: lineNumber, side, score: share })),
  earlier: z
    .strictObject({
      decides: z.boolean().describe("The change by itself would not have the finding"),
      rows: z.array(
        z.strictObject({
          path: z.string(),
          line: lineNumber.describe("In the head; on side `base`, in the trusted version"),
          side,
          text: z.string(),
          label: z.string().nullable(),
          change: rows.nullable().describe("Which of `memory.changes` brought it, from 0; null: not known"),
        }),
      ),
    })
    .optional()
    .describe("Rows of earlier changes that take part in the finding"),
});

const memory = z.strictObject({
  since: z.string().describe("`memory.since` of the configuration"),
  trusted: z
    .string()
    .nullable()
    .describe("The commit whose data is trusted; null where nothing came in since or nothing was looked at"),
  changes: z
    .array(
      z.strictObject({
        commit: z.string(),
        date: z.string(),
        pull: z.int().nullable(),
        authors: z.array(z.string()),
      }),
    )
    .describe("Changes of dataset files since then, oldest first"),
  notLooked: z.string().nullable().describe("Why earlier changes could not be looked at"),
  work: z
    .strictObject({
      authors: z.array(z.string()).describe("Who wrote the commits of this change"),
      changes: z.array(
        z.strictObject({
          change: rows.describe("Which of `memory.changes`, from 0"),
          rows: rows.nullable().describe("Rows that it changed; null: not counted"),
        }),
      ),
    })
    .optional()
    .describe("What the authors of this change brought before it"),
});

const flaggedRow = z.strictObject({
  path: z.string(),
  line: lineNumber,
  endLine: lineNumber,
  isCounted: z
    .literal(true)
    .optional()
    .describe("The line is the number of the row, since several rows stand on one line of the file"),
  side,
  score: share,
  severity,
  findings: z.array(z.string()).describe("Ids of the findings that name the row, strongest first"),
  text: z.string(),
  label: z.string().nullable(),
  before: z
    .strictObject({ text: z.string(), label: z.string().nullable() })
    .optional()
    .describe("What an edited row said before"),
  neighbours: z
    .array(z.strictObject({ text: z.string(), label: z.string().nullable(), similarity: share }))
    .optional()
    .describe("The nearest reference rows, most similar first"),
});

const contributor = z.strictObject({
  login: z.string(),
  isBot: z.boolean(),
  association: z.string(),
  merged: z
    .array(
      z.strictObject({
        number: z.int(),
        mergedAt: z.string(),
        changedRows: rows.nullable(),
        acceptedBy: z.array(z.string()).optional(),
      }),
    )
    .nullable(),
  openedAt: z.string(),
});

export const resultSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    conclusion: z.enum(["success", "neutral", "failure"]),
    observed: z.boolean().optional().describe("It would be failure, and the policy only observes"),
    risk: z.strictObject({
      score: z.number().min(0).max(100),
      level: z.enum(["none", "low", "medium", "high", "critical"]),
    }),
    summary: z.string().describe("The verdict in a line"),
    coverage: coverage.describe(
      "What the changed rows were tested for; they count once, and the five kinds add up",
    ),
    files: z.array(file),
    findings: z.array(finding).describe("Strongest first"),
    flaggedRows: z
      .array(flaggedRow)
      .describe("All rows of findings of severity warning or failure, most suspicious first"),
    notAnalysed: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
    problems: z
      .array(
        z.strictObject({
          path: z.string(),
          side,
          line: lineNumber,
          kind: z.enum(["malformed", "ragged", "quote", "not-a-number", "legacy"]),
          message: z.string(),
          introduced: z.boolean().describe("Whether the pull request brought it in"),
        }),
      )
      .describe("Records that could not be read, or were read with a doubt"),
    detectionFloor: z
      .array(z.strictObject({ label: z.string(), rows: rows.nullable() }))
      .describe("Rows from which an unseen phrase with this label would be blocked; null: from no number"),
    notMeasured: z
      .array(
        z.strictObject({
          signal: z.string(),
          reason: z.string(),
          applies: z
            .literal(false)
            .optional()
            .describe("False where the change holds nothing of the kind that the signal looks at"),
        }),
      )
      .describe("Signals that could not say anything here"),
    spotCheck: z
      .array(
        z.strictObject({
          path: z.string(),
          line: lineNumber,
          side,
          text: z.string(),
          label: z.string().nullable(),
        }),
      )
      .describe("A stratified random choice of changed rows, for reading by eye"),
    contributor: contributor.nullable(),
    memory: memory
      .nullable()
      .optional()
      .describe("What earlier changes were looked at together with this one; null without a history"),
    textLengths: z
      .strictObject({ reference: z.array(rows), changed: z.array(rows) })
      .nullable()
      .describe("Rows by length of text: bucket i holds 2^i to 2^(i+1)-1 characters"),
  })
  .describe("The result of a dataset-review scan");

export type ResultJson = z.infer<typeof resultSchema>;
