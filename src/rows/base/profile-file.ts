import { createHash } from "node:crypto";
import { endianness } from "node:os";
import type { RowProblem } from "../../model/dataset.ts";
import type { RoleReader } from "../columns/roles.ts";
import type { OpenedVersion } from "../formats/open-version.ts";
import type { VersionFacts } from "./profile-version.ts";
import { rowIndex } from "./row-index.ts";

/** Counts up whenever what a profile holds is computed or written in another way. */
export const PROFILE_VERSION = 3;

const MAGIC = "dataset-review profile";
const HASH_BYTES = 32;

/** A profile taken apart: what the comparison knows of the file, and what the evidence recorded of its rows. */
export interface ProfileFile {
  readonly facts: VersionFacts;
  /** Which bytes were read, how, and under which columns: other readings are other rows. */
  readonly sha256: string;
  readonly reading: string;
  readonly recorded: Uint8Array;
}

/** The same, to be written: what was recorded may come in pieces. */
export interface ProfileToWrite extends Omit<ProfileFile, "recorded"> {
  readonly recorded: readonly Uint8Array[];
}

interface Head {
  readonly magic: string;
  readonly version: number;
  /** Of the arrays that follow. */
  readonly endianness: string;
  readonly sha256: string;
  readonly reading: string;
  readonly rows: number;
  readonly labels: readonly (readonly [string, number])[];
  readonly columns: readonly (readonly [string, readonly (readonly [string, number])[]])[];
  readonly isLegacy: boolean;
  readonly problems: readonly RowProblem[];
  /** Bytes of the row index that follow; null where the file has none. */
  readonly index: number | null;
}

/** Everything besides the bytes that decides what rows are and say. */
export function readingOf({ reader }: OpenedVersion, roles: RoleReader, maxRowBytes: number): string {
  const { text, label, response } = roles.columns;
  return JSON.stringify([reader.format, reader.schema, text, label, response, maxRowBytes, roles.isAliased]);
}

/**
 * Puts a profile together: a checksum, the length of the head, the head as JSON, the row index, what was recorded. The
 * head is padded so that the last stands at a multiple of four bytes.
 */
export function writeProfile({ facts, sha256, reading, recorded }: ProfileToWrite): Buffer {
  const index = facts.index?.bytes() ?? null;
  const head: Head = {
    magic: MAGIC,
    version: PROFILE_VERSION,
    endianness: endianness(),
    sha256,
    reading,
    rows: facts.profile.rows,
    labels: [...facts.profile.labels],
    columns: [...facts.profile.columns].map(([name, types]) => [name, [...types]]),
    isLegacy: facts.isLegacy,
    problems: facts.problems,
    index: index?.length ?? null,
  };
  const json = Buffer.from(JSON.stringify(head));
  const padding = Buffer.alloc(-(json.length + (index?.length ?? 0)) & 3, " ");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length + padding.length);
  const parts = [length, json, padding, index ?? Buffer.alloc(0), ...recorded];
  const checksum = createHash("sha256");
  for (const part of parts) checksum.update(part);
  return Buffer.concat([checksum.digest(), ...parts]);
}

/** SHA-256 of the bytes that a profile was made of, as it says itself; null where it is none of this version. */
export function profiledSha256(bytes: Uint8Array): string | null {
  try {
    const { head } = headOf(
      Buffer.from(bytes.buffer, bytes.byteOffset + HASH_BYTES, bytes.byteLength - HASH_BYTES),
    );
    return isOurs(head) ? head.sha256 : null;
  } catch {
    return null;
  }
}

function isOurs({ magic, version, endianness: order }: Head): boolean {
  return magic === MAGIC && version === PROFILE_VERSION && order === endianness();
}

function headOf(body: Buffer): { head: Head; end: number } {
  const end = 4 + body.readUInt32LE(0);
  return { head: JSON.parse(body.toString("utf8", 4, end)) as Head, end };
}

/** Takes a profile apart. Null where it is damaged, of another version, or none: then the file is read instead. */
export function readProfile(bytes: Uint8Array): ProfileFile | null {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const body = whole.subarray(HASH_BYTES);
  if (body.length < 4) return null;
  if (!createHash("sha256").update(body).digest().equals(whole.subarray(0, HASH_BYTES))) return null;
  const { head, end: headEnd } = headOf(body);
  if (!isOurs(head)) return null;
  const indexEnd = headEnd + (head.index ?? 0);
  const index =
    head.index === null ? null : rowIndex({ bytes: body.subarray(headEnd, indexEnd), rows: head.rows });
  const profile = {
    rows: head.rows,
    labels: new Map(head.labels),
    columns: new Map(head.columns.map(([name, types]) => [name, new Map(types)])),
  };
  return {
    facts: { profile, isLegacy: head.isLegacy, problems: head.problems, index, shortcuts: null },
    sha256: head.sha256,
    reading: head.reading,
    recorded: body.subarray(indexEnd),
  };
}
