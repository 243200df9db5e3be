// Reads both versions of one changed file once, and keeps what is needed to compare them.
import { createHash } from "node:crypto";
import type { Columns, FilePair, FileVersion, RowProblem } from "../../model/dataset.ts";
import type { ColumnOptions, DatasetOptions } from "../../model/options.ts";
import { profileVersion, type VersionFacts } from "../base/profile-version.ts";
import type { KeyedHash } from "../bytes/keyed-hash.ts";
import { columnsOfPair } from "../columns/choose-columns.ts";
import { type OwnRoles, ownReader } from "../columns/own-names.ts";
import { type Aliases, type RoleReader, roleReader } from "../columns/roles.ts";
import { emptyProfile } from "../columns/row-counts.ts";
import { sampler } from "../columns/sample.ts";
import { JSON_SEQUENCE } from "../formats/json.ts";
import type { Fields } from "../formats/reader.ts";
import type { RecordBatch } from "../formats/records.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import { openVersion, type ShapedVersion } from "../open/open-version.ts";
import { Unreadable } from "../unreadable.ts";
import { type Alignment, align } from "./align.ts";
import { openOptions } from "./open-options.ts";
import { requireColumns } from "./require-columns.ts";
import { readSchemaChange, type SchemaReading } from "./schema/schema-change.ts";
import { sharedLines } from "./shared-lines.ts";

/** One changed file after both versions were read once. */
export interface PairReading {
  readonly path: string;
  readonly previousPath: string | null;
  readonly pair: FilePair;
  readonly base: OpenedVersion | null;
  readonly head: OpenedVersion | null;
  readonly alignment: Alignment;
  readonly columns: Columns;
  readonly roles: RoleReader;
  /** Reads rows of the head. */
  readonly headRoles: (fields: Fields) => OwnRoles;
  /** How the head is read as if it had the base's schema; null where it has. */
  readonly schema: SchemaReading | null;
  /** Rows of either version by which columns were chosen. */
  readonly samples: { readonly base: readonly Fields[]; readonly head: readonly Fields[] };
  /** What the base rows tell: labels, column types, and whether some are not UTF-8, so that the head's may be. */
  readonly facts: VersionFacts;
  readonly problems: RowProblem[];
  /** Rows are told by their number, since several stand on one line. */
  readonly isCounted: boolean;
  readonly sha256: { readonly base: string | null; readonly head: string | null };
}

/** A file of which neither version is a dataset, and how many texts its head holds all the same. */
export interface LeftAlone {
  readonly leftAlone: number;
}

/**
 * Reads both versions of a file in step, chooses the columns, and counts the base, where one of them is a
 * dataset. Throws `Unreadable` for a head that cannot be read.
 */
export async function readPair(
  pair: FilePair,
  options: DatasetOptions,
  hash: KeyedHash,
  onBytes: (count: number) => void,
): Promise<PairReading | LeftAlone> {
  const path = (pair.head ?? pair.base)!.path;
  const configured = options.columnsFor(path);
  const problems: RowProblem[] = [];
  const base = pair.head
    ? await openBase(pair, configured, options, problems)
    : pair.base && (await openVersion(pair.base, openOptions(options, configured)));
  const head = pair.head ? await openVersion(pair.head, openOptions(options, configured, base)) : null;
  if (base?.isDataset !== true && head?.isDataset !== true) return { leftAlone: head?.texts ?? 0 };

  let inStep: ReadInStep;
  try {
    inStep = await readInStep({ base, head }, hash, onBytes);
  } catch (error) {
    if (!(error instanceof UnreadableBase) || !pair.base || !pair.head) throw error;
    // What is wrong shows only now (too large, damaged at its end): once more, as if it had no rows.
    const repaired = await readPair({ base: null, head: pair.head }, options, hash, onBytes);
    return "leftAlone" in repaired
      ? repaired
      : { ...repaired, pair, problems: [unreadableBase(pair.base, error)] };
  }

  const { alignment, samples, isCounted, sha256 } = inStep;
  const choose = (after: readonly Fields[]): Columns =>
    columnsOfPair(samples.base, after, configured, (base ?? head)!.reader.roles);
  const first = choose(samples.head);
  if (head) requireColumns(configured, first.all);
  const positional = renamedColumns(base?.reader.header, head?.reader.header);
  const schema = readSchemaChange(samples.base, samples.head, first, positional);
  const chosen = schema ? choose(samples.head.map(schema.asBefore)) : first;
  const columns = withNotes(chosen, (head ?? base)!.notes);
  const renamed = schema?.renamed ?? new Map<string, string>();
  const roles = roleReader(columns, bothWays(renamed));
  const facts = base
    ? await profileVersion(base, roles, options.limits.maxRowBytes)
    : { ...noFacts, isLegacy: head?.isWestern === true };
  problems.push(...facts.problems);
  return {
    path,
    previousPath: pair.base && pair.head && pair.base.path !== pair.head.path ? pair.base.path : null,
    pair,
    base,
    head,
    alignment,
    columns,
    roles,
    headRoles: base ? ownReader(roles, facts.profile, renamed) : roles,
    schema,
    samples,
    facts,
    problems,
    isCounted,
    sha256,
  };
}

/** What one reading of both versions tells. */
type ReadInStep = Pick<PairReading, "alignment" | "samples" | "isCounted" | "sha256">;

/** Goes through both versions once, side by side. Throws `UnreadableBase` for a base that ends badly. */
async function readInStep(
  { base, head }: { readonly base: ShapedVersion | null; readonly head: ShapedVersion | null },
  hash: KeyedHash,
  onBytes: (count: number) => void,
): Promise<ReadInStep> {
  const comparable = !base || !head || base.reader.schema === head.reader.schema;
  const sums = { base: createHash("sha256"), head: createHash("sha256") };
  const samplers = { base: base && sampler(base.reader), head: head && sampler(head.reader) };
  const streams = {
    base: guarded(base?.batches({ sha256: sums.base, onBytes })),
    head: head?.batches({ sha256: sums.head, onBytes }) ?? null,
  };
  const shared = {
    base: mayShareLines(base) ? sharedLines() : null,
    head: mayShareLines(head) ? sharedLines() : null,
  };
  const alignment = await align(streams.base, streams.head, comparable, hash, (side, batch) => {
    shared[side]?.observe(batch);
    samplers[side]?.observe(batch);
  });
  return {
    alignment,
    samples: { base: samplers.base?.rows ?? [], head: samplers.head?.rows ?? [] },
    isCounted: shared.base?.found === true || shared.head?.found === true,
    sha256: { base: base && sums.base.digest("hex"), head: head && sums.head.digest("hex") },
  };
}

/** Only where a record is not a line or lines of its own. */
function mayShareLines(opened: ShapedVersion | null): boolean {
  if (opened === null) return false;
  const { format, schema } = opened.reader;
  return format === "json" || schema === JSON_SEQUENCE || opened.shape != null;
}

const noFacts: VersionFacts = {
  profile: emptyProfile(),
  isLegacy: false,
  problems: [],
  index: null,
};

/** A failure while the base was read, told apart from one of the head. */
class UnreadableBase extends Unreadable {}

async function* guarded(
  batches: AsyncIterable<RecordBatch> | undefined,
): AsyncGenerator<RecordBatch, void, undefined> {
  try {
    if (batches) yield* batches;
  } catch (error) {
    throw error instanceof Unreadable ? new UnreadableBase(error.message, { cause: error }) : error;
  }
}

/** A header whose column was given another name at the same place: the rows are compared under the old name. */
function renamedColumns(
  before: readonly string[] | null | undefined,
  after: readonly string[] | null | undefined,
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  if (!before || !after) return renamed;
  for (const [i, name] of after.entries()) {
    const old = before[i];
    if (old !== undefined && old !== name && !before.includes(name) && !after.includes(old))
      renamed.set(name, old);
  }
  return renamed;
}

function bothWays(renamed: ReadonlyMap<string, string>): Aliases {
  return new Map([...renamed].flatMap(([name, old]) => [[name, old] as const, [old, name] as const]));
}

/** A base that cannot be read must not block its repair: it counts as having no rows, and is mentioned. */
async function openBase(
  { base: version, head }: FilePair,
  configured: ColumnOptions,
  options: DatasetOptions,
  problems: RowProblem[],
): Promise<ShapedVersion | null> {
  if (!version) return null;
  try {
    return await openVersion(version, { ...openOptions(options, configured), peerVersion: head });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problems.push(unreadableBase(version, error));
    return null;
  }
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
