import type { Earlier } from "../../model/memory.ts";
import type { ReviewedFile, ReviewResult } from "../../model/result.ts";
import type { ResultJson } from "./json-schema.ts";

/** The result in its published, versioned shape (see docs/json.md). Values only: nothing is cut or escaped. */
export function toJson(result: ReviewResult): ResultJson {
  return {
    schemaVersion: 1,
    conclusion: result.conclusion,
    risk: { score: result.risk.score, level: result.risk.level },
    summary: result.summary,
    coverage: coverageJson(result),
    files: result.files.map(fileJson),
    findings: result.findings.map((finding) => ({
      id: finding.id,
      signal: finding.signal,
      severity: finding.severity,
      grade: finding.grade,
      contribution: finding.contribution,
      ...(finding.accepted === undefined ? {} : { accepted: { ...finding.accepted } }),
      title: finding.title,
      message: finding.message,
      ...(finding.phrase === undefined ? {} : { phrase: finding.phrase }),
      ...(finding.label === undefined ? {} : { label: finding.label }),
      evidence: { ...finding.evidence },
      rows: finding.rows.map(({ path, line, side, score }) => ({ path, line, side, score })),
      ...(finding.earlier === undefined ? {} : { earlier: earlierJson(finding.earlier) }),
    })),
    flaggedRows: result.flaggedRows.map((row) => ({
      path: row.path,
      line: row.line,
      endLine: row.endLine,
      ...(row.isCounted ? { isCounted: true } : {}),
      side: row.side,
      score: row.score,
      severity: row.severity,
      findings: [...row.findings],
      text: row.text,
      label: row.label,
      ...(row.before === undefined ? {} : { before: { text: row.before.text, label: row.before.label } }),
      ...(row.neighbours === undefined
        ? {}
        : { neighbours: row.neighbours.map(({ text, label, similarity }) => ({ text, label, similarity })) }),
    })),
    notAnalysed: result.notAnalysed.map(({ path, reason }) => ({ path, reason })),
    problems: result.problems.map(({ path, side, line, kind, message, introduced }) => ({
      path,
      side,
      line,
      kind,
      message,
      introduced,
    })),
    detectionFloor: result.detectionFloor.map(({ label, rows }) => ({ label, rows })),
    notMeasured: result.notMeasured.map(({ signal, reason }) => ({ signal, reason })),
    spotCheck: result.spotCheck.map(({ path, line, side, text, label }) => ({
      path,
      line,
      side,
      text,
      label,
    })),
    contributor: contributorJson(result),
    memory: memoryJson(result),
    textLengths:
      result.textLengths === undefined
        ? null
        : { reference: [...result.textLengths.reference], changed: [...result.textLengths.changed] },
  };
}

/** The result as it was before `toJson`: nothing is lost on the way. */
export function fromJson(json: ResultJson): ReviewResult {
  // zod's optional keys may be undefined, ours are absent then; JSON knows no undefined.
  const absent = json as Omit<ResultJson, "textLengths" | "memory"> as Omit<
    ReviewResult,
    "files" | "textLengths" | "memory"
  >;
  return {
    conclusion: absent.conclusion,
    risk: absent.risk,
    summary: absent.summary,
    coverage: absent.coverage,
    files: json.files.map((file) => ({ ...file, labels: new Map(Object.entries(file.labels)) })),
    findings: absent.findings,
    flaggedRows: absent.flaggedRows,
    problems: absent.problems,
    notAnalysed: absent.notAnalysed,
    detectionFloor: absent.detectionFloor,
    contributor: absent.contributor,
    spotCheck: absent.spotCheck,
    notMeasured: absent.notMeasured,
    ...(json.memory == null ? {} : { memory: json.memory }),
    ...(json.textLengths === null ? {} : { textLengths: json.textLengths }),
  };
}

function earlierJson({ decides, rows }: Earlier) {
  return {
    decides,
    rows: rows.map(({ path, line, side, text, label, change }) => ({
      path,
      line,
      side,
      text,
      label,
      change,
    })),
  };
}

function memoryJson({ memory }: ReviewResult): ResultJson["memory"] {
  if (memory === undefined) return null;
  const { since, trusted, changes, notLooked, work } = memory;
  return {
    since,
    trusted,
    changes: changes.map(({ commit, date, pull, authors }) => ({
      commit,
      date,
      pull,
      authors: [...authors],
    })),
    notLooked,
    ...(work === undefined
      ? {}
      : { work: { authors: [...work.authors], changes: work.changes.map((change) => ({ ...change })) } }),
  };
}

/** `Object.fromEntries` defines own properties, so that a label named `__proto__` is a key like any other. */
function fileJson(file: ReviewedFile): ResultJson["files"][number] {
  const { columns } = file;
  return {
    path: file.path,
    previousPath: file.previousPath,
    format: file.format,
    status: file.status,
    rows: { ...file.rows },
    columns: {
      text: [...columns.text],
      label: columns.label,
      ...(columns.unlabelled === undefined ? {} : { unlabelled: columns.unlabelled }),
      response: columns.response,
      id: columns.id,
      all: [...columns.all],
      reason: columns.reason,
    },
    labels: Object.fromEntries([...file.labels].map(([label, { base, head }]) => [label, { base, head }])),
    coverage: { ...file.coverage },
    sha256: { base: file.sha256.base, head: file.sha256.head },
  };
}

function coverageJson({ coverage }: ReviewResult): ResultJson["coverage"] {
  const { untested, notReviewed, ...rows } = coverage;
  return {
    ...rows,
    untested: untested.map((entry) => ({ ...entry })),
    notReviewed: notReviewed.map((entry) => ({ ...entry })),
  };
}

function contributorJson({ contributor }: ReviewResult): ResultJson["contributor"] {
  if (contributor === null) return null;
  const { login, isBot, association, merged, openedAt } = contributor;
  return {
    login,
    isBot,
    association,
    merged: merged?.map(({ number, mergedAt, changedRows }) => ({ number, mergedAt, changedRows })) ?? null,
    openedAt,
  };
}

/** All that a terminal or an editor might act on or hide, beyond what JSON itself escapes. */
const UNSAFE_IN_A_FILE =
  /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/**
 * The text of `--format json`. Invisible characters are written as `\u` escapes, so that the file can be looked
 * at without harm and still parses to the same values.
 */
export function renderJson(result: ReviewResult): string {
  return `${inertJson(JSON.stringify(toJson(result), null, 2))}\n`;
}

/** JSON with what a terminal might act on as escapes. */
export function inertJson(plain: string): string {
  // Replacing nothing would still make another copy of what may be a hundred megabytes.
  return plain.search(UNSAFE_IN_A_FILE) < 0 ? plain : plain.replace(UNSAFE_IN_A_FILE, escaped);
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
}
