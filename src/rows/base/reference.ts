/** A file of the base as the evidence sees it: rows that can be read again. */
import type { ReferenceFile, ReferenceVisitor } from "../../model/dataset.ts";
import type { RoleReader } from "../columns/roles.ts";
import type { Fields, RecordVisitor } from "../formats/reader.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import { collectRecords } from "./collect.ts";
import { visitRawRows } from "./plain-rows.ts";
import type { VersionFacts } from "./profile-version.ts";

/** A base file that can be read again, row by row, under the columns that were chosen for it. */
export function referenceFile(opened: OpenedVersion, roles: RoleReader, facts: VersionFacts): ReferenceFile {
  const { profile, index } = facts;
  const tell = (fields: Fields, visitor: ReferenceVisitor): void => {
    const { text, labels, response } = roles(fields);
    visitor(text, labels, response, fields);
  };
  const visit = async (visitor: ReferenceVisitor): Promise<void> => {
    const visitRecord: RecordVisitor = (_, fields) => {
      if (fields) tell(fields, visitor);
    };
    for await (const batch of opened.batches()) opened.reader.parse(batch, visitRecord, true);
  };
  return {
    path: opened.path,
    columns: roles.columns,
    rows: profile.rows,
    labels: profile.labels,
    visitRaw: (visitor, taker) => visitRawRows(opened, roles, visitor, facts, taker),
    reading:
      index === null || roles.isAliased || opened.reader.plain === undefined
        ? null
        : { columns: roles.columns, csv: opened.reader.plain },
    async visitSome(take, visitor) {
      if (index === null) {
        await visit((...row) => {
          if (take()) visitor(...row);
        });
        return;
      }
      const places = index.places(take);
      await collectRecords(opened, places, true, always, (_, fields) => {
        if (fields) tell(fields, visitor);
      });
    },
  };
}

const always = (): boolean => true;
