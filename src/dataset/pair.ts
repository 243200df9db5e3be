import { createHash } from "node:crypto";
import type { Columns, FilePair, FileVersion, RowProblem, Side } from "../model/dataset.ts";
import type { ColumnOptions, DatasetOptions } from "../model/options.ts";
import { type Alignment, align } from "./align.ts";
import { chooseColumns } from "./columns.ts";
import type { KeyedHash } from "./hash.ts";
import { emptyProfile, type Profile } from "./profile.ts";
import { profileVersion } from "./profile-version.ts";
import { type OpenedVersion, openVersion } from "./read.ts";
import type { Fields } from "./reader.ts";
import type { RecordBatch } from "./records.ts";
import { type RowRoles, roleReader } from "./roles.ts";
import { type Sampler, sampler } from "./sample.ts";
import { Unreadable } from "./unreadable.ts";

/** One changed file after both versions were read once. */
export interface PairReading {
  readonly path: string;
  readonly previousPath: string | null;
  readonly pair: FilePair;
  readonly base: OpenedVersion | null;
  readonly head: OpenedVersion | null;
  readonly alignment: Alignment;
  readonly columns: Columns;
  readonly roles: (fields: Fields) => RowRoles;
  /** Labels and column types of the base rows. */
  readonly profile: Profile;
  readonly problems: RowProblem[];
  readonly sha256: { readonly base: string | null; readonly head: string | null };
}

/** Reads both versions of a file in step, chooses the columns, and takes the profile of the base. */
export async function readPair(
  pair: FilePair,
  options: DatasetOptions,
  hash: KeyedHash,
  onBytes: (count: number) => void,
): Promise<PairReading> {
  const path = (pair.head ?? pair.base)!.path;
  const configured = options.columnsFor(path);
  const problems: RowProblem[] = [];
  const base = await openBase(pair.base, configured, options, problems);
  const head = pair.head
    ? await openVersion(pair.head, openOptions(options, configured, base?.reader.header ?? null))
    : null;

  const comparable = !base || !head || base.reader.schema === head.reader.schema;
  const sums = { base: createHash("sha256"), head: createHash("sha256") };
  const samplers = { base: base && sampler(base.reader), head: head && sampler(head.reader) };
  const alignment = await align(stream(base, "base"), stream(head, "head"), comparable, hash, (side, batch) =>
    samplers[side]?.observe(batch),
  );

  const columns = withNotes(
    chooseColumns([...rowsOf(samplers.base), ...rowsOf(samplers.head)], configured),
    base,
    head,
  );
  const roles = roleReader(columns);
  const profile = base
    ? await profileVersion(base, roles, problems, options.limits.maxRowBytes)
    : emptyProfile();
  return {
    path,
    previousPath: pair.base && pair.head && pair.base.path !== pair.head.path ? pair.base.path : null,
    pair,
    base,
    head,
    alignment,
    columns,
    roles,
    profile,
    problems,
    sha256: { base: base ? sums.base.digest("hex") : null, head: head ? sums.head.digest("hex") : null },
  };

  function stream(
    opened: OpenedVersion | null,
    side: Side,
  ): AsyncIterator<RecordBatch, void, undefined> | null {
    return opened ? opened.batches({ sha256: sums[side], onBytes }) : null;
  }
}

/** A base that cannot be read must not block its repair: it counts as having no rows, and is mentioned. */
async function openBase(
  version: FileVersion | null,
  configured: ColumnOptions,
  options: DatasetOptions,
  problems: RowProblem[],
): Promise<OpenedVersion | null> {
  if (!version) return null;
  try {
    return await openVersion(version, openOptions(options, configured, null));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problems.push(unreadableBase(version, error));
    return null;
  }
}

export function unreadableBase(version: FileVersion, error: Unreadable): RowProblem {
  return {
    path: version.path,
    side: "base",
    line: 1,
    kind: "malformed",
    message: `The version before this change could not be read. ${error.message}`,
    introduced: false,
  };
}

export function openOptions(
  options: DatasetOptions,
  configured: ColumnOptions,
  peerHeader: readonly string[] | null,
): Parameters<typeof openVersion>[1] {
  const names = [...(configured.text ?? []), configured.label, configured.response, configured.id];
  return {
    limits: options.limits,
    configured: names.filter((name) => name !== undefined),
    peerHeader,
  };
}

function rowsOf(side: Sampler | null): readonly Fields[] {
  return side?.rows ?? [];
}

function withNotes(columns: Columns, base: OpenedVersion | null, head: OpenedVersion | null): Columns {
  const note = (head ?? base)?.reader.note;
  return note ? { ...columns, reason: `${columns.reason} Read with care: ${note}.` } : columns;
}
