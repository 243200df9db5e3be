import type { TextStatistics } from "../model/evidence.ts";
import { characterClasses } from "../text/characters.ts";
import { codePointLength, isPlainAscii, type Script, scriptOfText } from "../text/code-points.ts";

/** Collects the form of texts, one at a time; nothing of a text is kept. */
export interface TextStatisticsCollector {
  add(text: string): void;
  /** A text of which this is known already: it is plain ASCII, so long, and holds a letter or not. */
  addPlain(length: number, hasLetter: boolean): void;
  result(): TextStatistics;
}

/** Bucket of a length in code points: floor(log2), with 0 and 1 in bucket 0. */
export function lengthBucket(length: number): number {
  return length < 2 ? 0 : 31 - Math.clz32(length);
}

const ASCII_LETTER = /[A-Za-z]/;

/** Starts a collection. Plain ASCII texts, most of most datasets, cost two scans by the regex engine. */
export function textStatistics(): TextStatisticsCollector {
  let rows = 0;
  const classes = new Map<string, number>();
  const buckets: number[] = [];
  const scripts = new Map<Script, number>();
  // Counted apart from the Map: this runs for a million rows.
  let latin = 0;
  let none = 0;
  const addLength = (length: number): void => {
    const bucket = lengthBucket(length);
    while (buckets.length <= bucket) buckets.push(0);
    buckets[bucket]! += 1;
  };
  const addPlain = (length: number, hasLetter: boolean): void => {
    addLength(length);
    if (hasLetter) latin++;
    else none++;
  };
  return {
    addPlain(length, hasLetter) {
      rows++;
      addPlain(length, hasLetter);
    },
    add(text) {
      rows++;
      if (isPlainAscii(text)) {
        addPlain(text.length, ASCII_LETTER.test(text));
        return;
      }
      addLength(codePointLength(text));
      const script = scriptOfText(text);
      scripts.set(script, (scripts.get(script) ?? 0) + 1);
      for (const name of characterClasses(text)) classes.set(name, (classes.get(name) ?? 0) + 1);
    },
    result() {
      const scriptRows = new Map<string, number>(scripts);
      if (latin > 0) scriptRows.set("Latin", (scriptRows.get("Latin") ?? 0) + latin);
      if (none > 0) scriptRows.set("none", (scriptRows.get("none") ?? 0) + none);
      return { rows, characterClassRows: new Map(classes), lengthBuckets: [...buckets], scriptRows };
    },
  };
}
