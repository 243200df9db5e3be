import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { seededRandom } from "../../examples/feedback/random.ts";

/** How the rows are written. */
export type Format = "jsonl" | "csv";

/** Which rows the head has; see `headRows`. */
export type Change = "appended" | "edited" | "shuffled" | "hundred" | "many";

const labels = ["billing", "bug", "feature", "praise", "account", "shipping", "refund", "other"];
const vocabulary = words(50_000);
/** Words of a subject: they stand in every fifth place, so that the text says something of the label. */
const topicSize = 400;

/** Distinct made-up words, short ones first: the commonest words of a language are its shortest. */
function words(count: number): string[] {
  const { next } = seededRandom(7);
  const found = new Set<string>();
  while (found.size < count) {
    const syllables = 1 + Math.floor(Math.log2(2 + found.size) / 5);
    let word = "";
    for (let i = 0; i < syllables; i++) {
      word += "bcdfghklmnprstvwz"[Math.floor(next() * 17)]! + "aeiou"[Math.floor(next() * 5)]!;
    }
    found.add(found.has(word) ? `${word}${"nrst"[Math.floor(next() * 4)]!}${found.size % 10}` : word);
  }
  return [...found];
}

/**
 * One row of about 200 bytes and 26 tokens, the same for the same number and version. Words follow Zipf's law, as
 * those of any language do; some rows hold quotes, so that both formats have something to escape.
 */
function row(number: number, version: number, format: Format): string {
  const { next } = seededRandom(number * 2 + version);
  const label = Math.floor(next() * labels.length);
  const parts: string[] = [];
  for (let left = 14 + Math.floor(next() * 24); left > 0; left--) {
    const rank = Math.floor(vocabulary.length ** next()) - 1;
    const word = vocabulary[next() < 0.2 ? 2000 + label * topicSize + (rank % topicSize) : rank]!;
    parts.push(next() < 0.01 ? `"${word}"` : next() < 0.06 ? `${word},` : word);
  }
  const text = `${parts.join(" ")}.`;
  if (format === "jsonl") return `${JSON.stringify({ id: number, text, label: labels[label] })}\n`;
  return `${number},"${text.replaceAll('"', '""')}",${labels[label]!}\n`;
}

/**
 * Row numbers of the head with their versions: 1 % more (`appended`), 1 % in another version (`edited`), all in another
 * order (`shuffled`), 100 more (`hundred`), or a tenth more (`many`).
 */
export function* headRows(rows: number, change: Change): Generator<readonly [number, number]> {
  if (change === "shuffled") {
    // A step that shares no divisor with the number of rows visits each of them once.
    let step = Math.floor(rows * 0.618) | 1;
    while (divisor(step, rows) !== 1) step += 2;
    for (let i = 0, at = 0; i < rows; i++, at = (at + step) % rows) yield [at, 0];
    return;
  }
  for (let i = 0; i < rows; i++) yield [i, change === "edited" && i % 100 === 50 ? 1 : 0];
  const more = { appended: rows / 100, hundred: 100, many: rows / 10, edited: 0 }[change];
  for (let i = 0; i < more; i++) yield [rows + i, 0];
}

/** The rows of the base. */
export function* baseRows(rows: number): Generator<readonly [number, number]> {
  for (let i = 0; i < rows; i++) yield [i, 0];
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** Writes rows to a file. */
export async function writeRows(
  path: string,
  numbers: Iterable<readonly [number, number]>,
  format: Format,
): Promise<void> {
  function* content(): Generator<string> {
    let block = format === "csv" ? "id,text,label\n" : "";
    for (const [number, version] of numbers) {
      block += row(number, version, format);
      if (block.length < 1 << 20) continue;
      yield block;
      block = "";
    }
    yield block;
  }
  await pipeline(content, createWriteStream(path));
}
