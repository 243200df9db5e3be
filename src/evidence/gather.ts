import type { DatasetComparison, ReferenceFile } from "../model/dataset.ts";
import type { ContributorFacts } from "../model/pull-request.ts";
import type { ReviewEvidence } from "./evidence.ts";
import { gatherGroup, type ReferenceListener } from "./gather-group.ts";
import { groupFiles } from "./group-files.ts";
import type { LabelGroup } from "./label-group.ts";
import { searchNeighbours } from "./near-duplicates.ts";
import { drawSample } from "./reference-sample.ts";
import type { RowHelper, ShareSetup } from "./row-share.ts";
import { buildSieve, openSieve, type RowSieve, ranksOf, type SieveTables } from "./sieve.ts";
import { NEAR_DUPLICATE } from "./similarity-index.ts";
import { textStatistics } from "./text-statistics.ts";
import { yardstickSearch } from "./yardstick-search.ts";

const ROWS_BETWEEN = 1 << 15;
const NO_RANKS: Int32Array = new Int32Array(0);

/** Called now and then while the reference is read, with the rows read so far and in all. */
export type RowsRead = (done: number, total: number) => void;

/**
 * Collects what the signals see. The reference is read twice: once for a sample, which decides together with the
 * changed rows what matters, and once to count just that; counting all phrases of a large base costs many times as much.
 */
export async function gatherEvidence(
  comparison: DatasetComparison,
  contributor: ContributorFacts | null,
  onRows: RowsRead = () => undefined,
  helper: RowHelper | null = null,
): Promise<ReviewEvidence> {
  const changes = comparison.files.flatMap((file) => file.changes);
  const changedText = textStatistics();
  for (const { after } of changes) if (after !== null) changedText.add(after.text);
  const referenceText = textStatistics();
  const groups: LabelGroup[] = [];
  const files = groupFiles(comparison);
  const samples = [];
  for (const group of files) {
    const reference = group.reference.map((index) => comparison.reference[index]!);
    samples.push(await drawSample(reference));
  }
  const neighbours = searchNeighbours(changes);
  const yardstick = yardstickSearch(samples.flatMap((sample) => sample.yardstick));
  const total = samples.reduce((sum, sample) => sum + sample.total, 0);
  let done = 0;
  let told = 0;
  const count = (rows: number): void => {
    done += rows;
    if (done - told < ROWS_BETWEEN) return;
    told = done;
    onRows(done, total);
  };
  let current: ReferenceFile;
  let first = 0;
  let next = 0;
  let sieve: SieveTables | null = null;
  let ranks = NO_RANKS;
  let passes: RowSieve = () => true;
  const listener: ReferenceListener = {
    counted: count,
    begin: (file, tokens) => {
      current = file;
      first = next;
      next += file.rows;
      sieve ??= buildSieve([...neighbours.sets, ...yardstick.sets], NEAR_DUPLICATE);
      ranks = ranksOf(sieve, tokens);
      passes = openSieve(sieve, ranks);
    },
    row: (row, labels, number) => {
      const { run } = row;
      const order = first + number;
      if (row.plainLength >= 0) referenceText.addPlain(row.plainLength, run.hasLetter);
      else referenceText.add(row.text(), order);
      if (!passes(run)) return;
      neighbours.visitHashes(run.hashes, run.hashed, row.text, labels, current.path, order);
      yardstick.visitHashes(run.hashes, run.hashed, row.text, labels);
    },
    share: (own, onModelRow) => {
      const { reading, path, rows } = current;
      if (helper === null || sieve === null || reading === null || rows < helper.least) return null;
      const setup: ShareSetup = {
        ...own,
        reading,
        path,
        first,
        sieve: { tables: sieve, ranks },
        neighbours: neighbours.tables(),
        yardstick: yardstick.tables(),
      };
      const share = helper.begin(setup, onModelRow);
      return {
        ...share,
        take(piece) {
          const taken = share.take(piece);
          if (taken) count(piece.count);
          return taken;
        },
        async result() {
          const part = await share.result();
          referenceText.addPart(part.text);
          neighbours.addPart(part.neighbours);
          yardstick.addPart(part.yardstick);
          return part;
        },
      };
    },
  };
  for (const [index, group] of files.entries()) {
    groups.push(await gatherGroup(comparison, group, changes, samples[index]!, listener));
    onRows(done, total);
  }
  return {
    comparison,
    contributor,
    changes,
    changedText: changedText.result(),
    referenceText: referenceText.result(),
    neighbours: neighbours.result(),
    referenceDuplicates: yardstick.result(),
    groups,
  };
}
