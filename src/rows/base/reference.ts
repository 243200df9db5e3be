/** A file of the base as the evidence sees it: rows that can be read again. */
import type { ReferenceFile, ReferenceVisitor } from "../../model/dataset.ts";
import type { RoleReader } from "../columns/roles.ts";
import type { RecordVisitor } from "../formats/reader.ts";
import { emptyBatch, recordAlone } from "../formats/records.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import type { VersionFacts } from "./profile-version.ts";
import { visitRows } from "./visit-rows.ts";

/** A base file that can be read again, row by row, under the columns that were chosen for it. */
export function referenceFile(opened: OpenedVersion, roles: RoleReader, facts: VersionFacts): ReferenceFile {
  const { profile, isSound } = facts;
  const recordVisitor =
    (visitor: ReferenceVisitor): RecordVisitor =>
    (_, fields) => {
      if (!fields) return;
      const { text, labels, response } = roles(fields);
      visitor(text, labels, response, fields);
    };
  const visit = async (visitor: ReferenceVisitor): Promise<void> => {
    const visitRecord = recordVisitor(visitor);
    for await (const batch of opened.batches()) opened.reader.parse(batch, visitRecord, true);
  };
  return {
    path: opened.path,
    columns: roles.columns,
    rows: profile.rows,
    labels: profile.labels,
    visitRows: (visitor, taker) => visitRows(opened, roles, visitor, facts, taker),
    reading:
      !isSound || roles.isAliased || opened.reader.records === undefined
        ? null
        : { columns: roles.columns, records: opened.reader.records },
    async visitSome(take, visitor) {
      if (!isSound) {
        await visit((...row) => {
          if (take()) visitor(...row);
        });
        return;
      }
      const alone = emptyBatch();
      for await (const batch of opened.batches())
        for (let i = 0; i < batch.count; i++)
          if (take()) opened.reader.parse(recordAlone(batch, i, alone), recordVisitor(visitor), true);
    },
  };
}
