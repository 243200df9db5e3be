/** Tells by a hash whether a finding is still about the very rows that somebody decided on. */
import { createHash, createHmac } from "node:crypto";
import type { Finding } from "../model/finding.ts";
import type { ReviewResult } from "../model/result.ts";

/**
 * What a decision on each finding would be about, by finding id, as a hash in hex: HMAC-SHA-256 where it leaves the
 * repository, SHA-256 where it is written beside the data (`key` is null). Where a finding names all
 * of its rows, that is these records, whole, with phrase and label: it holds wherever they move to, and ends as soon as
 * one of them changes or another joins them. Where it does not (a shifted balance, a row that is no record, a list cut
 * short), that is what the finding says, on exactly these versions of the files.
 */
export function decisionHashes(result: ReviewResult, key: string | null): ReadonlyMap<string, string> {
  const records = new Map(result.flaggedRows.map((row) => [row.change, row.recordHash]));
  const files = result.files.map(({ path, sha256 }) => [path, sha256.base, sha256.head]);
  const hash = (about: unknown) =>
    (key === null ? createHash("sha256") : createHmac("sha256", key))
      .update(JSON.stringify(about))
      .digest("hex");
  return new Map(
    result.findings
      .filter(({ severity }) => severity !== "info")
      .map((finding) => {
        const { id, signal, title, message, phrase = null, label = null } = finding;
        const named = namedRecords(finding, records);
        const about = named
          ? ["records", signal, phrase, label, named]
          : [
              "files",
              signal,
              phrase,
              label,
              title,
              message,
              finding.rows.map(({ path, line, side }) => [path, line, side]),
              files,
            ];
        return [id, hash(about)];
      }),
  );
}

/** The hashes of all records that a finding is about; null where it does not name each of them. */
function namedRecords(
  { rows, evidence, earlier }: Finding,
  records: ReadonlyMap<number | undefined, string | undefined>,
): string[] | null {
  const hashes = rows.flatMap(({ change }) => (change === undefined ? [] : (records.get(change) ?? [])));
  // Rows of earlier changes belong to it only where it would not stand without them.
  const before = earlier?.decides === true ? earlier.rows.map(({ content = "" }) => content) : [];
  const all = rows.length + before.length;
  const counted = Object.hasOwn(evidence, "rows") ? evidence.rows : all;
  return rows.length > 0 && hashes.length === rows.length && counted === all
    ? [...hashes, ...before].sort()
    : null;
}
