import type { RowProblem } from "../model/dataset.ts";
import { flawWords, problemWords } from "./problem-words.ts";
import { problemList } from "./problems.ts";
import { countRow, emptyProfile, type Profile } from "./profile.ts";
import type { OpenedVersion } from "./read.ts";
import type { Fields, RecordVisitor } from "./reader.ts";
import { flaws } from "./records.ts";
import type { RowRoles } from "./roles.ts";

/**
 * Reads every row of a base version for its labels and column types, and mentions what cannot be read.
 * `isLegacy`: some of its records are not UTF-8.
 */
export async function profileVersion(
  opened: OpenedVersion,
  roles: (fields: Fields) => RowRoles,
  problems: RowProblem[],
  maxRowBytes: number,
): Promise<{ profile: Profile; isLegacy: boolean }> {
  const profile = emptyProfile();
  let isLegacy = false;
  const list = problemList(opened.path, "base", problems);
  for await (const batch of opened.batches()) {
    for (let i = 0; i < batch.count; i++) {
      const flaw = flaws[batch.flaws[i]!]!;
      if (flaw !== "none") list.add(batch.lines[i]!, "malformed", flawWords(flaw, maxRowBytes), false);
    }
    const visit: RecordVisitor = (i, fields, doubt) => {
      if (doubt !== null) list.add(batch.lines[i]!, fields ? "ragged" : "malformed", doubt, false);
      isLegacy ||= doubt === problemWords.legacy;
      if (fields) countRow(profile, fields, roles(fields).labels, 1);
    };
    // What is merged already is read as well as can be.
    opened.reader.parse(batch, visit, true);
  }
  return { profile, isLegacy };
}
