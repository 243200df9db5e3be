/** Counts what a version of a file holds: its rows, labels and types of columns. */
import { isUtf8 } from "node:buffer";
import type { RowProblem } from "../../model/dataset.ts";
import type { RoleReader } from "../columns/roles.ts";
import { countNothing, countRow, emptyProfile, type Profile } from "../columns/row-counts.ts";
import { MOST_FIELDS, recordAlone, valueKinds } from "../fields/find-fields.ts";
import { openFinder } from "../fields/open-finder.ts";
import { flawWords, problemKind, problemWords } from "../formats/problem-words.ts";
import type { RecordVisitor } from "../formats/reader.ts";
import { emptyBatch, flaws, type RecordBatch, recordSpan } from "../formats/records.ts";
import type { OpenedVersion } from "../open/as-written.ts";
import { type LabelReader, labelReader } from "./label-reader.ts";
import { type ProblemList, problemList } from "./problems.ts";

/** What reading every row of a base version tells. */
export interface VersionFacts {
  readonly profile: Profile;
  /** Some of its records are not UTF-8. */
  readonly isLegacy: boolean;
  /** What cannot be read in it. */
  readonly problems: readonly RowProblem[];
  /** Each of its records is a row, and its bytes alone tell it: records can be counted and chosen without parsing them. */
  readonly isSound: boolean;
}

/** Different cells of labels that are counted apart. */
const MOST_WAITING = 4096;
/** From this share of records on that the finder leaves to the parser, it is asked no more. */
const HARDLY_PLAIN = 0.25;

/**
 * Reads every row of a base version for its labels and column types, and mentions what cannot be read. Plain records
 * are counted from their bytes, the others are parsed; the order of rows is kept, since labels and columns are listed
 * as they first appear.
 */
// eslint-disable-next-line max-lines-per-function -- its steps share the counts of one version
export async function profileVersion(
  opened: OpenedVersion,
  roles: RoleReader,
  maxRowBytes: number,
): Promise<VersionFacts> {
  const { reader } = opened;
  const profile = emptyProfile();
  const problems: RowProblem[] = [];
  const list = problemList(opened.path, "base", problems);
  const alone = emptyBatch();
  let records = 0;
  let hasContexts = false;
  let isLegacy = false;
  let finder = roles.isAliased ? null : openFinder(reader.plain);
  const labels: LabelReader | null = finder && labelReader(finder, roles);
  const counts = new Uint32Array(MOST_FIELDS * valueKinds.length);
  const byLabels = new Map<readonly string[], number>();
  let plainRows = 0;

  for await (const batch of opened.batches()) {
    noteFlaws(batch, list, maxRowBytes);
    records += batch.count;
    hasContexts ||= batch.contexts !== null;
    if (finder === null || batch.contexts !== null || !isUtf8(recordSpan(batch))) parseAll(batch);
    else countBatch(batch);
  }
  settle();
  return { profile, isLegacy, problems, isSound: !hasContexts && profile.rows === records };

  function parseAll(batch: RecordBatch): void {
    settle();
    reader.parse(batch, visitorOf(batch, 0), true);
  }

  function visitorOf(batch: RecordBatch, first: number): RecordVisitor {
    return (i, fields, doubt) => {
      const at = first + i;
      if (doubt !== null) list.add(batch.lines[at]!, problemKind(doubt, fields !== null), doubt, false);
      isLegacy ||= doubt === problemWords.legacy;
      if (!fields) return;
      countRow(profile, fields, roles(fields).labels, 1);
    };
  }

  function countBatch(batch: RecordBatch): void {
    let missed = 0;
    for (let i = 0; i < batch.count; i++) {
      if (batch.flaws[i] !== 0) continue;
      const start = batch.starts[i]!;
      const end = batch.ends[i]!;
      if (finder!.find(batch.bytes, start, end)) countPlain(batch.bytes);
      else {
        missed++;
        reader.parse(recordAlone(batch, i, alone), visitorOf(batch, i), true);
      }
    }
    if (missed > batch.count * HARDLY_PLAIN) {
      settle();
      finder = null;
    }
  }

  function countPlain(bytes: Buffer): void {
    plainRows++;
    const { count, names, kinds } = finder!;
    for (let field = 0; field < count; field++) {
      const at = names[field]! * valueKinds.length + kinds[field]!;
      if (counts[at]!++ === 0) countNothing(profile, finder!.name(names[field]!), valueKinds[kinds[field]!]!);
    }
    const own = labels!.read(bytes);
    const before = byLabels.get(own);
    if (before === undefined) for (const label of own) countNothing(profile, null, label);
    byLabels.set(own, (before ?? 0) + 1);
    if (byLabels.size >= MOST_WAITING) settle();
  }

  /** Adds what was counted apart. */
  function settle(): void {
    profile.rows += plainRows;
    plainRows = 0;
    for (const [own, rows] of byLabels) for (const label of own) increase(profile.labels, label, rows);
    byLabels.clear();
    if (finder === null) return;
    for (let at = 0; at < counts.length; at++) {
      if (counts[at] === 0) continue;
      const types = profile.columns.get(finder.name(Math.floor(at / valueKinds.length)));
      if (types) increase(types, valueKinds[at % valueKinds.length]!, counts[at]!);
    }
    counts.fill(0);
  }
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  const before = counts.get(key);
  if (before !== undefined) counts.set(key, before + by);
}

function noteFlaws(batch: RecordBatch, list: ProblemList, maxRowBytes: number): void {
  for (let i = 0; i < batch.count; i++) {
    const flaw = flaws[batch.flaws[i]!]!;
    if (flaw !== "none") list.add(batch.lines[i]!, "malformed", flawWords(flaw, maxRowBytes), false);
  }
}
