/** Draws an even sample of base rows, by which rates are estimated without reading all of them. */
import type { ReferenceFile, Row } from "../../model/dataset.ts";
import type { SampledRow } from "../neighbours/yardstick.ts";

/** Reference rows kept for calibration. Three thousand make the standard error of a rate of 10 % half a point. */
export const SAMPLE_ROWS = 3000;
/** Rows among them whose near-duplicates are looked for, as the yardstick of the changed rows'. */
const YARDSTICK_ROWS = 1000;

interface DrawnRow extends SampledRow {
  readonly response: string | null;
  readonly fields: Row["fields"];
}

/** Evenly spread rows of some reference files. */
export interface BaseSample {
  readonly rows: readonly DrawnRow[];
  readonly yardstick: readonly SampledRow[];
  /** Rows of the files in all. */
  readonly total: number;
}

/** Reads the files once and keeps an even sample: every machine keeps the same rows. */
export async function drawSample(reference: readonly ReferenceFile[]): Promise<BaseSample> {
  const total = reference.reduce((sum, file) => sum + file.rows, 0);
  const stride = new Stride(total, SAMPLE_ROWS);
  const rows: DrawnRow[] = [];
  for (const file of reference)
    await file.visitSome(
      () => stride.take(),
      (text, labels, response, fields) => rows.push({ text, labels: [...labels], response, fields }),
    );
  const yardstick = new Stride(rows.length, YARDSTICK_ROWS);
  return { rows, yardstick: rows.filter(() => yardstick.take()), total };
}

/** Takes about `wanted` of `total` items, evenly spread. */
export class Stride {
  readonly #step: number;
  #seen = 0;
  #taken = 0;

  constructor(total: number, wanted: number) {
    this.#step = Math.max(1, total / wanted);
  }

  take(): boolean {
    if (this.#seen++ < this.#taken * this.#step) return false;
    this.#taken++;
    return true;
  }

  /** Whether `take` says yes to the item of this number (from 0), for items that do not come in order. */
  takes(item: number): boolean {
    // Where it does, a multiple of the step lies in (item - 1, item].
    let multiple = Math.floor(item / this.#step);
    while (multiple * this.#step > item) multiple--;
    while ((multiple + 1) * this.#step <= item) multiple++;
    return multiple * this.#step > item - 1;
  }
}
