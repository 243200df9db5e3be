/** Reads both versions of one changed file once, and keeps what is needed to compare them. */
import type { Columns, FilePair, FileVersion, RowProblem } from "../../model/dataset.ts";
import type { MadeColumn } from "../../model/options.ts";
import { profileVersion, type VersionFacts } from "../base/profile-version.ts";
import type { KeyedHash } from "../bytes/keyed-hash.ts";
import { chooseColumns } from "../columns/choose-columns.ts";
import { type OwnRoles, ownReader } from "../columns/own-names.ts";
import { type Aliases, type RoleReader, roleReader } from "../columns/roles.ts";
import { emptyProfile } from "../columns/row-counts.ts";
import type { Fields } from "../formats/reader.ts";
import { openVersion, type ShapedVersion, type ShapeOptions } from "../open/open-version.ts";
import { Unreadable } from "../unreadable.ts";
import { type CompareOptions, factsByKnown } from "./known-versions.ts";
import { type FirstReading, labelToMake, openOptions } from "./open-options.ts";
import { readVersions, UnreadableBase, type Versions, type VersionsRead } from "./read-versions.ts";

/** One changed file after both versions were read once. */
export interface PairReading extends VersionsRead {
  readonly path: string;
  readonly previousPath: string | null;
  readonly pair: FilePair;
  readonly roles: RoleReader;
  /** Reads rows of the head. */
  readonly headRoles: (fields: Fields) => OwnRoles;
  /** What the base rows tell: labels, column types, and whether some are not UTF-8, so that the head's may be. */
  readonly facts: VersionFacts;
  readonly problems: RowProblem[];
}

/** A file of which neither version is a dataset, and how many texts its head holds all the same. */
export interface LeftAlone {
  readonly leftAlone: number;
}

/**
 * Reads both versions of a file, once more where a first reading shows that none of its columns is all of its label.
 * Throws `Unreadable` for a head that cannot be read.
 */
export async function readPair(
  pair: FilePair,
  options: CompareOptions,
  hash: KeyedHash,
  onBytes: (count: number) => void,
): Promise<PairReading | LeftAlone> {
  const found = await readAs([], pair, options, hash, onBytes);
  const { path } = (pair.head ?? pair.base)!;
  const labels = labelToMake(path, options, firstReading(found));
  if (labels.length === 0) return found;
  const again = await readAs(labels, pair, options, hash, onBytes);
  if ("leftAlone" in again || "leftAlone" in found || labels[0]!.from === "path") return again;
  const read = new Set(
    labels.flatMap((label): readonly string[] => ("columns" in label ? label.columns : [])),
  );
  const rest = found.columns.otherLabels?.filter((name) => !read.has(name));
  return {
    ...again,
    columns: { ...again.columns, otherLabels: rest, guessedLabels: found.columns.guessedLabels },
  };
}

/** What a first reading showed. */
function firstReading(found: PairReading | LeftAlone): FirstReading {
  if ("leftAlone" in found) return { columns: null, alone: null, isOneLabel: false, samples: [] };
  const { samples, base, head, columns } = found;
  const isOneLabel = (base ?? head)?.reader.roles?.labelInPath === true;
  const alone = samples.base.length > 0 ? chooseColumns(samples.base, {}, base?.reader.roles) : columns;
  return { columns, alone, isOneLabel, samples: [samples.base, samples.head] };
}

/**
 * Reads both versions of a file in step, chooses the columns, and counts the base, where one of them is a
 * dataset.
 */
async function readAs(
  labels: readonly MadeColumn[],
  pair: FilePair,
  options: CompareOptions,
  hash: KeyedHash,
  onBytes: (count: number) => void,
): Promise<PairReading | LeftAlone> {
  const path = (pair.head ?? pair.base)!.path;
  const configured = options.columnsFor(path);
  const problems: RowProblem[] = [];
  const base = pair.head
    ? await openBase(pair, openOptions(options, configured, null, labels), problems)
    : pair.base && (await openVersion(pair.base, openOptions(options, configured, null, labels)));
  const asBase = pair.head
    ? await openVersion(pair.head, openOptions(options, configured, base, labels))
    : null;
  if (base?.isDataset !== true && asBase?.isDataset !== true) return { leftAlone: asBase?.texts ?? 0 };

  const read = { configured, hash, onBytes };
  let both: VersionsRead;
  try {
    both = await readVersions({ base, head: asBase }, read);
    const own = both.keepsRows
      ? null
      : await inOwnShape(pair, both, openOptions(options, configured, base, labels));
    const reshaped = own && (await readVersions({ base, head: own }, { ...read, isReshaped: true }));
    if (reshaped?.keepsRows) both = reshaped;
  } catch (error) {
    if (!(error instanceof UnreadableBase) || !pair.base || !pair.head) throw error;
    // What is wrong shows only now (too large, damaged at its end): once more, as if it had no rows.
    const repaired = await readAs(labels, { base: null, head: pair.head }, options, hash, onBytes);
    return "leftAlone" in repaired
      ? repaired
      : { ...repaired, pair, problems: [unreadableBase(pair.base, error)] };
  }

  const { head } = both;
  const columns = withNotes(both.columns, (head ?? base)!.notes);
  const renamed = both.schema?.renamed ?? new Map<string, string>();
  const roles = roleReader(columns, bothWays(renamed));
  const facts = base
    ? ((await factsByKnown(both, roles, options.known)) ??
      (await profileVersion(base, roles, options.limits.maxRowBytes)))
    : { ...noFacts, isLegacy: head?.isWestern === true };
  problems.push(...facts.problems);
  return {
    ...both,
    path,
    previousPath: pair.base && pair.head && pair.base.path !== pair.head.path ? pair.base.path : null,
    pair,
    columns,
    roles,
    headRoles: base ? ownReader(roles, facts.profile, renamed) : roles,
    facts,
    problems,
  };
}

const noFacts: VersionFacts = {
  profile: emptyProfile(),
  isLegacy: false,
  problems: [],
  isSound: false,
};

function bothWays(renamed: ReadonlyMap<string, string>): Aliases {
  return new Map([...renamed].flatMap(([name, old]) => [[name, old] as const, [old, name] as const]));
}

/** A base that cannot be read must not block its repair: it counts as having no rows, and is mentioned. */
async function openBase(
  { base: version, head }: FilePair,
  options: ShapeOptions,
  problems: RowProblem[],
): Promise<ShapedVersion | null> {
  if (!version) return null;
  try {
    return await openVersion(version, { ...options, peerVersion: head });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problems.push(unreadableBase(version, error));
    return null;
  }
}

/**
 * The head in the shape of its own records, where the base's shape is another: a file may be written anew. It is read so
 * where the base's rows are found in it again; null where it has no such shape, or one that leaves something out.
 */
async function inOwnShape(
  pair: FilePair,
  { base, head }: Versions,
  asBase: ShapeOptions,
): Promise<ShapedVersion | null> {
  if (!base || !head || !pair.head || asBase.shape === undefined) return null;
  const own = await openVersion(pair.head, { ...asBase, shape: undefined });
  const isOther = own.shape?.id !== head.shape?.id && own.shape?.isComplete !== false;
  return own.isDataset && own.shape !== undefined && isOther ? own : null;
}

function unreadableBase(version: FileVersion, error: Unreadable): RowProblem {
  return {
    path: version.path,
    side: "base",
    line: 1,
    kind: "malformed",
    message: `The version before this change could not be read. ${error.message}`,
    introduced: false,
  };
}

function withNotes(columns: Columns, notes: readonly string[]): Columns {
  return notes.length === 0
    ? columns
    : { ...columns, reason: `${columns.reason} Note: ${notes.join("; ")}.` };
}
