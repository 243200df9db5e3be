import type { ByteSource, DatasetInput, Side } from "../../../src/model/dataset.ts";
import { inMemory } from "../../../src/review/drill/run/in-memory.ts";

/** A record as it stands in the file. */
export type FileRecord = Readonly<Record<string, string>>;

/** One changed row, and whether it belongs to the attack. */
export interface ChangedRow {
  /** Where the row is named: the head, or the base for a deleted row. */
  readonly side: Side;
  readonly line: number;
  /** What the row says: in the head, or for a deleted row in the base. */
  readonly record: FileRecord;
  readonly planted: boolean;
  /** Whether the label is false; null where nobody knows, or nothing is labelled. */
  readonly flipped: boolean | null;
}

/** Two versions of one file of JSON lines, and what lies between them. */
export interface SimulatedPullRequest {
  readonly base: readonly FileRecord[];
  readonly head: readonly FileRecord[];
  readonly changes: readonly ChangedRow[];
}

const file = "data/train.jsonl";

/** The pull request as the engine reads it: bytes of both versions. */
export function toDatasetInput({ base, head }: SimulatedPullRequest): DatasetInput {
  const pair = {
    base: base.length === 0 ? null : { path: file, source: linesOf(base) },
    head: { path: file, source: linesOf(head) },
  };
  return { pairs: [pair], context: [], notAnalysed: [] };
}

function linesOf(records: readonly FileRecord[]): ByteSource {
  return inMemory(records.map((record) => `${JSON.stringify(record)}\n`).join(""));
}

/** The same pull request with every text in lower case. Labels are names, not texts: they stay. */
export function lowerCased(pullRequest: SimulatedPullRequest): SimulatedPullRequest {
  const lower = (record: FileRecord): FileRecord =>
    Object.fromEntries(
      Object.entries(record).map(([key, value]) => [key, key === "label" ? value : value.toLowerCase()]),
    );
  return {
    base: pullRequest.base.map(lower),
    head: pullRequest.head.map(lower),
    changes: pullRequest.changes.map((change) => ({ ...change, record: lower(change.record) })),
  };
}

/** Whether lower-casing changes nothing, so that the case would repeat another one. */
export function isLowerCase({ base, head }: SimulatedPullRequest): boolean {
  const plain = (record: FileRecord): boolean =>
    Object.entries(record).every(([key, value]) => key === "label" || value === value.toLowerCase());
  return base.every(plain) && head.every(plain);
}
