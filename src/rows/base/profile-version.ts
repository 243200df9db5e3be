/** Counts what a version of a file holds: its rows, labels and types of columns. */
import type { RowProblem } from "../../model/dataset.ts";
import type { RoleReader } from "../columns/roles.ts";
import { countRow, emptyProfile, type Profile } from "../columns/row-counts.ts";
import { flawWords, problemKind, problemWords } from "../formats/problem-words.ts";
import type { RecordVisitor } from "../formats/reader.ts";
import { flaws, type RecordBatch } from "../formats/records.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import { type ProblemList, problemList } from "./problems.ts";

/** What reading every row of a base version tells. */
export interface VersionFacts {
  readonly profile: Profile;
  /** Some of its records are not UTF-8. */
  readonly isLegacy: boolean;
  /** What cannot be read in it. */
  readonly problems: readonly RowProblem[];
  /** Each of its records is a row, and its bytes alone tell it: records can be counted and chosen without parsing them. */
  readonly isSound: boolean;
}

/**
 * Reads every row of a base version for its labels and column types, and mentions what cannot be read. Labels and columns
 * are listed as they first appear.
 */
export async function profileVersion(
  opened: OpenedVersion,
  roles: RoleReader,
  maxRowBytes: number,
): Promise<VersionFacts> {
  const profile = emptyProfile();
  const problems: RowProblem[] = [];
  const list = problemList(opened.path, "base", problems);
  let records = 0;
  let hasContexts = false;
  let isLegacy = false;
  for await (const batch of opened.batches()) {
    noteFlaws(batch, list, maxRowBytes);
    records += batch.count;
    hasContexts ||= batch.contexts !== null;
    const visit: RecordVisitor = (at, fields, doubt) => {
      if (doubt !== null) list.add(batch.lines[at]!, problemKind(doubt, fields !== null), doubt, false);
      isLegacy ||= doubt === problemWords.legacy;
      if (fields !== null) countRow(profile, fields, roles(fields).labels, 1);
    };
    opened.reader.parse(batch, visit, true);
  }
  return { profile, isLegacy, problems, isSound: !hasContexts && profile.rows === records };
}

function noteFlaws(batch: RecordBatch, list: ProblemList, maxRowBytes: number): void {
  for (let i = 0; i < batch.count; i++) {
    const flaw = flaws[batch.flaws[i]!]!;
    if (flaw !== "none") list.add(batch.lines[i]!, "malformed", flawWords(flaw, maxRowBytes), false);
  }
}
