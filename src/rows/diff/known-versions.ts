/** Remembers what the rows of versions told, so that one which differs from such a version in few rows is not counted row by row. */
import type { DatasetOptions } from "../../model/options.ts";
import { collectRecords } from "../base/collect.ts";
import type { VersionFacts } from "../base/profile-version.ts";
import type { RecordTable } from "../base/record-table.ts";
import type { RoleReader } from "../columns/roles.ts";
import { copyProfile, countRow, type Profile, withoutZeros } from "../columns/row-counts.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import type { VersionsRead } from "./read-versions.ts";

/** What was counted of sound versions, by what they are and how they were read. */
export type KnownVersions = Map<string, Profile>;

/** Comparisons that share versions are given the same `known`. */
export interface CompareOptions extends DatasetOptions {
  readonly known?: KnownVersions;
}

/** Above this share of its rows a version is read by itself. */
const MOST_OTHER = 0.1;

/** What the rows of the base tell, worked out from those of the same version or of its head; null where they have to be read. */
export async function factsByKnown(
  { base, head, sha256, alignment }: VersionsRead,
  roles: RoleReader,
  known: KnownVersions | undefined,
): Promise<VersionFacts | null> {
  if (known === undefined || base === null || roles.isAliased) return null;
  // The same bytes have other labels where another file changed.
  if (base.version.labels !== undefined || head?.version.labels !== undefined) return null;
  const same = known.get(keyOf(base, sha256.base, roles));
  if (same !== undefined) return soundFacts(copyProfile(same));
  const ofHead = head && known.get(keyOf(head, sha256.head, roles));
  if (!ofHead || head.reader.schema !== base.reader.schema) return null;
  if (alignment.base.count + alignment.head.count > MOST_OTHER * ofHead.rows) return null;
  const profile = copyProfile(ofHead);
  const areRows =
    (await countRows(base, alignment.base, roles, profile, 1)) &&
    (await countRows(head, alignment.head, roles, profile, -1));
  return areRows ? soundFacts(withoutZeros(profile)) : null;
}

const soundFacts = (profile: Profile): VersionFacts => ({
  profile,
  isLegacy: false,
  problems: [],
  isSound: true,
});

/** The same for the same bytes under the same columns. */
export function keyOf(opened: OpenedVersion, sha256: string | null, { columns }: RoleReader): string {
  const { format, schema } = opened.reader;
  return JSON.stringify([opened.path, sha256, format, schema, columns]);
}

/** Counts the records that did not line up with the other version; false where one of them is doubtful. */
async function countRows(
  opened: OpenedVersion,
  table: RecordTable,
  roles: RoleReader,
  profile: Profile,
  by: 1 | -1,
): Promise<boolean> {
  if (table.contexts !== null || table.flaws.subarray(0, table.count).some((flaw) => flaw !== 0))
    return false;
  let areRows = true;
  await collectRecords(
    opened,
    table,
    false,
    () => true,
    (_, fields, doubt) => {
      if (fields === null || doubt !== null) areRows = false;
      else countRow(profile, fields, roles(fields).labels, by);
    },
  );
  return areRows;
}
