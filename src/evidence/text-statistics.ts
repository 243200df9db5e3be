/** Describes the texts of the base by their form alone: length, script, characters. */
import type { TextStatistics } from "../model/evidence.ts";
import { characterClasses } from "../text/characters.ts";
import { codePointLength, isPlainAscii, scriptOfText } from "../text/code-points.ts";
import type { BaseRow } from "./base/base-row.ts";
import type { Collector } from "./collectors/collector.ts";

/** Rows by name, with the place of the first. */
type NamedRows = Map<string, { rows: number; first: number }>;

/** The inside of a collection, which another thread can be sent. */
export interface TextPart {
  readonly rows: number;
  readonly classes: NamedRows;
  readonly buckets: readonly number[];
  readonly scripts: NamedRows;
  readonly latin: number;
  readonly none: number;
}

interface TextCollector extends Collector<TextPart, TextStatistics> {
  row(row: Pick<BaseRow, "text" | "order">): void;
  fact(): TextStatistics;
}

/** Bucket of a length in code points: floor(log2), with 0 and 1 in bucket 0. */
export function lengthBucket(length: number): number {
  return length < 2 ? 0 : 31 - Math.clz32(length);
}

const ASCII_LETTER = /[A-Za-z]/;

/**
 * The form of texts: their lengths, scripts, and unusual characters; nothing of a text is kept. Plain ASCII texts, most of
 * most datasets, cost two scans by the regex engine.
 */
export function textStatistics(): TextCollector {
  let rows = 0;
  const classes: NamedRows = new Map();
  const buckets: number[] = [];
  const scripts: NamedRows = new Map();
  // Counted apart from the Map: this runs for a million rows.
  let latin = 0;
  let none = 0;
  const addLength = (length: number): void => {
    const bucket = lengthBucket(length);
    while (buckets.length <= bucket) buckets.push(0);
    buckets[bucket]! += 1;
  };
  return {
    part: () => ({ rows, classes, buckets, scripts, latin, none }),
    add(part) {
      rows += part.rows;
      latin += part.latin;
      none += part.none;
      while (buckets.length < part.buckets.length) buckets.push(0);
      part.buckets.forEach((count, bucket) => (buckets[bucket]! += count));
      for (const [name, { rows: more, first }] of part.classes) count(classes, name, more, first);
      for (const [name, { rows: more, first }] of part.scripts) count(scripts, name, more, first);
    },
    row({ text, order }) {
      rows++;
      if (isPlainAscii(text)) {
        addLength(text.length);
        if (ASCII_LETTER.test(text)) latin++;
        else none++;
        return;
      }
      addLength(codePointLength(text));
      count(scripts, scriptOfText(text), 1, order);
      for (const name of characterClasses(text)) count(classes, name, 1, order);
    },
    fact() {
      const scriptRows = inOrder(scripts);
      if (latin > 0) scriptRows.set("Latin", (scriptRows.get("Latin") ?? 0) + latin);
      if (none > 0) scriptRows.set("none", (scriptRows.get("none") ?? 0) + none);
      return { rows, characterClassRows: inOrder(classes), lengthBuckets: [...buckets], scriptRows };
    },
  };
}

function count(names: NamedRows, name: string, rows: number, first: number): void {
  const known = names.get(name);
  if (known === undefined) names.set(name, { rows, first });
  else {
    known.rows += rows;
    known.first = Math.min(known.first, first);
  }
}

/** Rows by name, in the order in which the names first appeared. */
function inOrder(names: NamedRows): Map<string, number> {
  return new Map([...names].sort((a, b) => a[1].first - b[1].first).map(([name, { rows }]) => [name, rows]));
}
