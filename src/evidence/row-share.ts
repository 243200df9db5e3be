import type { CountParts } from "../content-model/count-table.ts";
import type { RawVisitor, RowReading, RowTaker } from "../model/dataset.ts";
import { TokenTable } from "../text/token-table.ts";
import { labelNumbers, labelSpace } from "./label-space.ts";
import { type NeighbourPart, type NeighbourTables, openNeighbours } from "./near-duplicates.ts";
import { PhraseCounter } from "./phrase-counter.ts";
import { type PhraseTables, PhraseWalker } from "./phrase-walker.ts";
import { rowReader } from "./reference-rows.ts";
import { Stride } from "./reference-sample.ts";
import { openSieve, type SieveTables } from "./sieve.ts";
import { type TextPart, textStatistics } from "./text-statistics.ts";
import { openYardstick, type YardstickPart, type YardstickTables } from "./yardstick-search.ts";

/** What another thread needs to count rows of a reference file as they are counted here. */
export interface ShareSetup {
  readonly reading: RowReading;
  readonly path: string;
  /** Place of the file's first row among all reference rows. */
  readonly first: number;
  readonly tokens: Int32Array;
  readonly phrases: PhraseTables;
  /** Rows by label, of which the label space is made; null where there are no labels. */
  readonly labelRows: ReadonlyMap<string, number> | null;
  /** Rows that the model is fitted on: so many of the group's, in which this file's begin at `before`. */
  readonly model: { readonly total: number; readonly wanted: number; readonly before: number };
  readonly sieve: { readonly tables: SieveTables; readonly ranks: Int32Array };
  readonly neighbours: NeighbourTables;
  readonly yardstick: YardstickTables;
}

/** What was counted, to be added to what was counted elsewhere. No part depends on the order of rows. */
export interface SharePart {
  readonly phrases: CountParts;
  readonly labelRows: Float64Array;
  readonly text: TextPart;
  readonly neighbours: NeighbourPart;
  readonly yardstick: YardstickPart;
}

/** A row that the model is to be fitted on. */
export interface ModelRow {
  readonly ids: Int32Array;
  readonly labels: readonly number[];
}

/** Takes rows of one file and counts them. */
export interface RowShare extends RowTaker {
  /** Call it when all are `drained`. */
  result(): Promise<SharePart>;
}

/** Another thread that counts rows. The result is the same whichever of the rows it gets. */
export interface RowHelper {
  /** Fewest rows of a file that it is asked to help with. */
  readonly least: number;
  begin(setup: ShareSetup, onModelRow: (row: ModelRow) => void): RowShare;
}

/** Counts rows in another thread. */
export interface ShareCounter {
  readonly visit: RawVisitor;
  /** The model's rows since it was asked last. */
  takeModelRows(): readonly ModelRow[];
  result(): SharePart;
}

export function shareCounter(setup: ShareSetup): ShareCounter {
  const { path, first, model } = setup;
  const readRow = rowReader(new TokenTable(setup.tokens));
  const space = setup.labelRows && labelSpace(setup.labelRows);
  const labels = space?.names.length ?? 0;
  const numbersOf = space && labelNumbers(space);
  const phrases = new PhraseCounter(new PhraseWalker(setup.phrases), Math.max(1, labels));
  const labelRows = new Float64Array(labels);
  const stride = new Stride(model.total, model.wanted);
  const text = textStatistics();
  const neighbours = openNeighbours(setup.neighbours);
  const yardstick = openYardstick(setup.yardstick);
  const passes = openSieve(setup.sieve.tables, setup.sieve.ranks);
  let modelRows: ModelRow[] = [];

  return {
    visit(raw, names, _, number) {
      const row = readRow(raw);
      const { run } = row;
      const order = first + number;
      if (row.plainLength >= 0) text.addPlain(row.plainLength, run.hasLetter);
      else text.add(row.text(), order);
      if (passes(run)) {
        neighbours.visitHashes(run.hashes, run.hashed, row.text, names, path, order);
        yardstick.visitHashes(run.hashes, run.hashed, row.text, names);
      }
      const own = numbersOf === null ? NONE : numbersOf(names);
      phrases.add(run.ids, labels === 0 ? UNLABELLED : own, run.count);
      for (const label of own) labelRows[label]!++;
      if (own.length > 0 && stride.takes(model.before + number))
        modelRows.push({ ids: run.ids.slice(0, run.count), labels: own });
    },
    takeModelRows() {
      const taken = modelRows;
      modelRows = [];
      return taken;
    },
    result: () => ({
      phrases: phrases.parts(),
      labelRows,
      text: text.part(),
      neighbours: neighbours.part(),
      yardstick: yardstick.part(),
    }),
  };
}

const NONE: readonly number[] = [];
/** Rows without labels are counted under one. */
export const UNLABELLED: readonly number[] = [0];
