import { createHash } from "node:crypto";
import type { FileVersion } from "../../model/dataset.ts";
import type { DatasetOptions } from "../../model/options.ts";
import { readingOf, readProfile, writeProfile } from "../base/profile-file.ts";
import { versionCounter } from "../base/profile-version.ts";
import { referenceFile } from "../base/reference.ts";
import { chooseColumns } from "../columns/choose-columns.ts";
import { roleReader } from "../columns/roles.ts";
import { sampler } from "../columns/sample.ts";
import { emptyBatch, pushRecord, type RecordBatch } from "../formats/records.ts";
import { openVersion } from "../shapes/open-version.ts";
import { Unreadable } from "../unreadable.ts";
import { openOptions } from "./pair.ts";
import type { VersionAlone } from "./read-alone.ts";

/** A version that was profiled before: its profile, and its size in bytes. */
export interface EarlierVersion {
  readonly profile: Uint8Array;
  readonly size: number;
}

/** As a version read by itself, with what the evidence recorded of the rows that stood in it before. */
export interface VersionLonger extends VersionAlone {
  readonly recorded: Uint8Array;
}

/**
 * Reads a version that begins with the bytes of an earlier one, counting only the rows behind them. Null where it does
 * not begin so, or where what `readAlone` would find need not be the sum of both: then it has to be read like any other.
 */
export async function readLonger(
  version: FileVersion,
  earlier: EarlierVersion,
  options: DatasetOptions,
): Promise<VersionLonger | null> {
  const known = readProfile(earlier.profile);
  const { profile = null, index = null, isLegacy, problems } = known?.facts ?? {};
  if (!known || !profile || !index || isLegacy === true || problems?.length !== 0) return null;
  const configured = options.columnsFor(version.path);
  const { maxRowBytes } = options.limits;
  try {
    const opened = await openVersion(version, openOptions(options, configured));
    // What is compressed or in another encoding does not grow at its end.
    if (!opened.isDataset || opened.slices === null) return null;
    const sums = sumsOf(earlier.size);
    const rows = sampler(opened.reader);
    let isSplit = false;
    for await (const batch of opened.batches({ sha256: sums })) {
      rows.observe(batch);
      isSplit ||= holdsRecordAcross(batch, earlier.size);
    }
    if (sums.beginning() !== known.sha256 || !sums.isPlain() || isSplit) return null;
    const roles = roleReader(chooseColumns(rows.rows, configured, opened.reader.roles), new Map());
    const reading = readingOf(opened, roles, maxRowBytes);
    if (reading !== known.reading) return null;

    const counter = versionCounter(opened, roles, maxRowBytes, { profile, index });
    for await (const batch of opened.batches()) counter.observe(behind(batch, earlier.size));
    const facts = counter.result();
    if (facts.problems.length > 0 || facts.isLegacy || facts.index === null) return null;
    const sha256 = sums.whole();
    return {
      file: referenceFile(opened, roles, facts),
      profile: (recorded) => writeProfile({ facts, sha256, reading, recorded }),
      recorded: known.recorded,
    };
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** SHA-256 of all bytes and of the first `size` of them, which have to end with a line. */
function sumsOf(size: number) {
  const sum = createHash("sha256");
  let beginning: string | null = null;
  let passed = 0;
  let first = 0;
  let last = 0;
  return {
    update(chunk: Uint8Array) {
      if (passed === 0) first = chunk[0] ?? 0;
      const left = size - passed;
      passed += chunk.length;
      if (beginning !== null || left > chunk.length) {
        sum.update(chunk);
        return;
      }
      sum.update(chunk.subarray(0, left));
      beginning = sum.copy().digest("hex");
      last = chunk[left - 1] ?? 0;
      sum.update(chunk.subarray(left));
    },
    beginning: () => beginning,
    /** Without a byte order mark, so that places in the bytes are places in the text. */
    isPlain: () => first !== 0xef && last === 10,
    whole: () => sum.digest("hex"),
  };
}

function holdsRecordAcross({ offset, starts, ends, count }: RecordBatch, place: number): boolean {
  if (offset > place) return false;
  for (let i = count - 1; i >= 0 && offset + ends[i]! > place; i--)
    if (offset + starts[i]! < place) return true;
  return false;
}

/** The records of a batch that begin at a place or behind it. */
function behind(batch: RecordBatch, place: number): RecordBatch {
  if (batch.offset >= place) return batch;
  const rest = { ...emptyBatch(), bytes: batch.bytes, offset: batch.offset };
  for (let i = 0; i < batch.count; i++)
    if (batch.offset + batch.starts[i]! >= place)
      pushRecord(rest, batch.starts[i]!, batch.ends[i]!, batch.lines[i]!, batch.endLines[i]!, batch.flaws[i]);
  return rest;
}
