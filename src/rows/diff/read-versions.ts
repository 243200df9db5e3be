/** Reads both versions of a file in step, and says which column is what and under which names the head is compared. */
import { createHash } from "node:crypto";
import type { Columns } from "../../model/dataset.ts";
import type { ColumnOptions } from "../../model/options.ts";
import type { KeyedHash } from "../bytes/keyed-hash.ts";
import { columnsOfPair } from "../columns/choose-columns.ts";
import { sampler } from "../columns/sample.ts";
import { JSON_SEQUENCE } from "../formats/json.ts";
import type { Fields } from "../formats/reader.ts";
import type { RecordBatch } from "../formats/records.ts";
import type { ShapedVersion } from "../open/open-version.ts";
import { Unreadable } from "../unreadable.ts";
import { type Alignment, align } from "./align.ts";
import { requireColumns } from "./require-columns.ts";
import { keepsRows, readSchemaChange, type SchemaReading } from "./schema/schema-change.ts";
import { sharedLines } from "./shared-lines.ts";

/** The two versions of one file, opened; at least one of them is there. */
export interface Versions {
  readonly base: ShapedVersion | null;
  readonly head: ShapedVersion | null;
}

/** What one reading of both versions tells. */
export interface VersionsRead extends Versions {
  readonly alignment: Alignment;
  readonly columns: Columns;
  /** How the head is read as if it had the base's schema; null where it has. */
  readonly schema: SchemaReading | null;
  /** Rows of either version by which columns were chosen. */
  readonly samples: { readonly base: readonly Fields[]; readonly head: readonly Fields[] };
  /** The rows of the base are found again in the head, with their labels. */
  readonly keepsRows: boolean;
  /** Rows are told by their number, since several stand on one line. */
  readonly isCounted: boolean;
  readonly sha256: { readonly base: string | null; readonly head: string | null };
}

interface How {
  readonly configured: ColumnOptions;
  readonly hash: KeyedHash;
  readonly onBytes: (count: number) => void;
  /** The head is read in a shape of its own, not in that of the base. */
  readonly isReshaped?: boolean;
}

/** Goes through both versions once, side by side. Throws `UnreadableBase` for a base that ends badly. */
export async function readVersions(versions: Versions, how: How): Promise<VersionsRead> {
  const { base, head } = versions;
  const { configured } = how;
  const inStep = await readInStep(versions, how);
  const { samples } = inStep;
  const told = samples.base.length > 0 || !head ? base : head;
  const choose = (after: readonly Fields[]): Columns =>
    columnsOfPair(samples.base, after, configured, told!.reader.roles);
  const first = choose(samples.head);
  if (head) requireColumns(configured, first.all);
  const schema = readSchemaChange(samples.base, samples.head, first, {
    positional: renamedColumns(base?.reader.header, head?.reader.header),
    isReshaped: how.isReshaped === true,
  });
  const asBefore = schema ? samples.head.map(schema.asBefore) : samples.head;
  const columns = schema ? choose(asBefore) : first;
  return { ...versions, ...inStep, columns, schema, keepsRows: keepsRows(samples.base, asBefore, columns) };
}

type InStep = Pick<VersionsRead, "alignment" | "samples" | "isCounted" | "sha256">;

async function readInStep({ base, head }: Versions, { hash, onBytes }: How): Promise<InStep> {
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

/** A failure while the base was read, told apart from one of the head. */
export class UnreadableBase extends Unreadable {}

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
