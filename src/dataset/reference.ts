import type { Columns, ReferenceFile } from "../model/dataset.ts";
import type { Profile } from "./profile.ts";
import type { OpenedVersion } from "./read.ts";
import { roleReader } from "./roles.ts";

/** A base file that can be read again, row by row, under the columns that were chosen for it. */
export function referenceFile(opened: OpenedVersion, columns: Columns, profile: Profile): ReferenceFile {
  return {
    path: opened.path,
    columns,
    rows: profile.rows,
    labels: profile.labels,
    blobSha: opened.version.source.blobSha ?? null,
    async visit(visitor) {
      const roles = roleReader(columns);
      for await (const batch of opened.batches()) {
        opened.reader.parse(batch, (_, fields) => {
          if (!fields) return;
          const { text, labels, response } = roles(fields);
          visitor(text, labels, response);
        });
      }
    },
  };
}
