import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { type TextOf, textsOf } from "./texts.ts";

/** How the rows are written. */
export type Format = "jsonl" | "csv";

/** Which rows the head has; see `headRows`. */
export type Change = "appended" | "edited" | "shuffled" | "hundred" | "many" | "relabelled" | "new";

/** One row as it is written. */
function rowOf(textOf: TextOf, number: number, version: number, format: Format): string {
  const { text, label } = textOf(number, version);
  if (format === "jsonl") return `${JSON.stringify({ id: number, text, label })}\n`;
  return `${number},"${text.replaceAll('"', '""')}",${label}\n`;
}

/**
 * Row numbers of the head with their versions: 1 % more (`appended`), 1 % in another version (`edited`), all in another
 * order (`shuffled`), 100 more (`hundred`), a tenth more (`many`), 1 % more and 0.1 % in another version (`relabelled`), or
 * as many without a base (`new`).
 */
export function* headRows(rows: number, change: Change): Generator<readonly [number, number]> {
  if (change === "shuffled") {
    // A step that shares no divisor with the number of rows visits each of them once.
    let step = Math.floor(rows * 0.618) | 1;
    while (divisor(step, rows) !== 1) step += 2;
    for (let i = 0, at = 0; i < rows; i++, at = (at + step) % rows) yield [at, 0];
    return;
  }
  const every = { edited: 100, relabelled: 1000 }[change as string];
  for (let i = 0; i < rows; i++) yield [i, every !== undefined && i % every === 50 ? 1 : 0];
  const percent = rows / 100;
  const more = { appended: percent, relabelled: percent, hundred: 100, many: rows / 10, edited: 0, new: 0 }[
    change
  ];
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
  textOf: TextOf = textsOf("words", ""),
): Promise<void> {
  function* content(): Generator<string> {
    let block = format === "csv" ? "id,text,label\n" : "";
    for (const [number, version] of numbers) {
      block += rowOf(textOf, number, version, format);
      if (block.length < 1 << 20) continue;
      yield block;
      block = "";
    }
    yield block;
  }
  await pipeline(content, createWriteStream(path));
}
