/** Counts a base version while it is read for the first time, which saves reading it again where the guess holds. */
import type { ColumnOptions, DatasetOptions } from "../../model/options.ts";
import { chooseColumns } from "../columns/choose-columns.ts";
import { type RoleReader, roleReader } from "../columns/roles.ts";
import type { Sampler } from "../columns/sample.ts";
import type { RecordBatch } from "../formats/records.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import { type VersionFacts, versionCounter } from "./profile-version.ts";

/** Counts the base while it is compared, as if its first rows chose the columns. */
export interface EarlyCounter {
  observe(batch: RecordBatch): void;
  /** Null when the whole sample chose another label column: then it has to be counted again. */
  result(roles: RoleReader): VersionFacts | null;
}

/** The first rows that are looked at. */
const FIRST_ROWS = 200;

export function earlyCounter(
  opened: OpenedVersion,
  rows: Sampler,
  configured: ColumnOptions,
  options: DatasetOptions,
): EarlyCounter {
  let counter: ReturnType<typeof versionCounter> | null = null;
  let guess: RoleReader | null = null;
  return {
    observe(batch) {
      guess ??= roleReader(
        chooseColumns(rows.rows.slice(0, FIRST_ROWS), configured, opened.reader.roles),
        new Map(),
      );
      counter ??= versionCounter(opened, guess, options.limits.maxRowBytes);
      counter.observe(batch);
    },
    result(roles) {
      const same = guess !== null && guess.columns.label === roles.columns.label && !roles.isAliased;
      if (!same || counter === null) return null;
      return counter.result();
    },
  };
}
