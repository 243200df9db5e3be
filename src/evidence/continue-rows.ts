import type { ReferenceFile } from "../model/dataset.ts";
import type { TextStatistics } from "../model/evidence.ts";
import { isPlainAscii, scriptOfText } from "../text/code-points.ts";
import { TokenTable } from "../text/token-table.ts";
import { WIDE } from "./number-codes.ts";
import { keptSample } from "./record-rows.ts";
import { nearSearch } from "./recorded-near.ts";
import { openRecorded, type RecordedRows, writeRecorded } from "./recorded-rows.ts";
import { rowReader } from "./reference-rows.ts";
import { drawSample } from "./reference-sample.ts";
import { type EarlierRows, rowRecorder } from "./row-recorder.ts";
import { buildSimilarityIndex, NEAR_DUPLICATE } from "./similarity-index.ts";
import { textStatistics } from "./text-statistics.ts";
import { type WholeYardstick, yardstickSearch } from "./yardstick-search.ts";

/**
 * Records a file of which an earlier version's rows are the first ones: what `recordRows` gives, to the byte, without
 * reading those rows again. Only the rows behind them are read, and the few that may be near-duplicates of sampled ones.
 * Null where the bytes could be others, since the order in which scripts came up is not recorded in full.
 */
export async function continueRows(file: ReferenceFile, earlier: Uint8Array): Promise<Uint8Array[] | null> {
  const recorded = openRecorded(earlier);
  const sample = await drawSample([file]);
  const yardstick = yardstickSearch(sample.yardstick);
  const tokens = new TokenTable();
  const { near, ...known } = goThrough(recorded, yardstick, sample.yardstick);
  for (const name of known.inOrder) tokens.restore(recorded.names[name]!, recorded.wordHashes[name] !== 0);
  const recorder = rowRecorder(tokens, { recorded, ...known });
  const readNear = rowReader(tokens);
  const readRow = rowReader(tokens, true);
  const text = continuedText(recorded.text);
  const wanted: number[] = [];
  let asked = 0;
  let at = 0;
  await file.visitSome(
    () => {
      const number = asked++;
      const takes = number >= recorded.rows || near.has(number);
      if (takes) wanted.push(number);
      return takes;
    },
    (value, labels) => {
      const isEarlier = wanted[at++]! < recorded.rows;
      const raw = { text: value, bytes: noBytes, start: 0, end: 0 };
      const row = isEarlier ? readNear(raw) : readRow(raw);
      yardstick.visitHashes(row.run.hashes, row.run.hashed, row.text, labels);
      if (isEarlier) return;
      text.add(value);
      recorder.add(row, labels);
    },
  );
  const statistics = text.result();
  return (
    statistics &&
    writeRecorded({
      ...recorder.finish(),
      text: statistics,
      sample: keptSample(sample),
      duplicates: yardstick.result(),
    })
  );
}

const noBytes = Buffer.alloc(0);

/** What recorded rows tell when they are gone through once. */
interface GoneThrough extends Omit<EarlierRows, "recorded"> {
  /** The tokens in the order in which they came up, which is that of their ids. */
  readonly inOrder: readonly number[];
  /** Rows that are or may be near-duplicates of sampled ones. */
  readonly near: ReadonlySet<number>;
}

function goThrough(
  recorded: RecordedRows,
  { sets }: WholeYardstick,
  sampled: readonly { readonly text: string }[],
): GoneThrough {
  const index = buildSimilarityIndex(sets, NEAR_DUPLICATE);
  const tokens = new TokenTable();
  for (const { text } of sampled) tokens.add(text);
  let found = 0;
  const search = nearSearch(recorded, {
    tokens,
    hashes: new Set(sets.flatMap((set) => [...set])),
    isNear(hashes, count) {
      found = 0;
      index.probe(hashes, count, () => found++);
      return found > 0;
    },
  });
  const { data, names } = recorded;
  const shared = Uint8Array.from(names, (_, token) => (search.isShared(token) ? 1 : 0));
  const ids = new Uint32Array(names.length);
  const frequency = new Uint32Array(names.length + 1);
  const inOrder: number[] = [];
  const near = new Set<number>();
  let row = new Int32Array(1024);
  let at = 0;
  const next = (): number => {
    const unit = data[at++]!;
    return unit < WIDE ? unit : ((unit - WIDE) << 16) | data[at++]!;
  };
  for (let number = 0; number < recorded.rows; number++) {
    // The label list does not matter here.
    next();
    const size = next();
    const units = next();
    const stop = at + units;
    if (units + 1 > row.length) row = new Int32Array(units * 2);
    let end = 1;
    let common = 0;
    while (at < stop) {
      const token = next();
      row[end++] = token;
      common += shared[token]!;
      if (ids[token] === 0) ids[token] = inOrder.push(token);
      frequency[ids[token]!]!++;
    }
    if (search.mayBeNear(size, common, row, end)) near.add(number);
  }
  return { ids, frequency, inOrder, near };
}

/** Goes on collecting the form of texts; null where the order in which their scripts came up cannot be told any more. */
function continuedText(earlier: TextStatistics) {
  const text = textStatistics();
  const before = (names: ReadonlyMap<string, number>) =>
    new Map([...names].map(([name, rows], i) => [name, { rows, first: i - names.size }]));
  text.addPart({
    rows: earlier.rows,
    classes: before(earlier.characterClassRows),
    buckets: earlier.lengthBuckets,
    scripts: before(earlier.scriptRows),
    latin: 0,
    none: 0,
  });
  const [last, lastButOne] = [...earlier.scriptRows.keys()].reverse();
  let isExact = true;
  return {
    add(value: string) {
      if (!isPlainAscii(value)) {
        // Texts of plain ASCII are listed last, whenever they came: another script would come before theirs.
        const script = scriptOfText(value);
        const moves = script === "none" && last === "none" && lastButOne === "Latin";
        if (moves || !earlier.scriptRows.has(script)) isExact = false;
      }
      text.add(value);
    },
    result: () => (isExact ? text.result() : null),
  };
}
