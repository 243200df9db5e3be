import type { Columns, ReferenceFile } from "../model/dataset.ts";
import type { Profile } from "./profile.ts";
import type { OpenedVersion } from "./read.ts";
import type { Fields, RecordVisitor } from "./reader.ts";
import type { RowRoles } from "./roles.ts";

/** A base file that can be read again, row by row, under the columns that were chosen for it. */
export function referenceFile(
  opened: OpenedVersion,
  columns: Columns,
  roles: (fields: Fields) => RowRoles,
  profile: Profile,
): ReferenceFile {
  return {
    path: opened.path,
    columns,
    rows: profile.rows,
    labels: profile.labels,
    blobSha: opened.version.source.blobSha ?? null,
    async visit(visitor) {
      for await (const batch of opened.batches()) {
        const visit: RecordVisitor = (_, fields) => {
          if (!fields) return;
          const { text, labels, response } = roles(fields);
          visitor(text, labels, response);
        };
        opened.reader.parse(batch, visit, true);
      }
    },
  };
}
