/** Takes records out of a file's text, puts others in their place or at its end, and leaves every other byte alone. */
import { CannotFix } from "./cannot-fix.ts";
import type { WrittenFile } from "./written-records.ts";

const LF = 10;
const CR = 13;
const COMMA = 44;
const OPEN = 91;
const CLOSE = 93;
const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9;
const isSpace = (byte: number | undefined): boolean => isBlank(byte) || byte === LF || byte === CR;

/** What is done to the records of a file. `What` is how a record is given that takes a place. */
export interface Edits<What = Buffer> {
  /** Lines of records that go. */
  readonly remove: ReadonlySet<number>;
  /** Line to the record that takes the place of the one there. */
  readonly replace: ReadonlyMap<number, What>;
  /** Records that come back, at the end. */
  readonly append: readonly What[];
}

/** The text after the edits. Throws `CannotFix` where it is not certain which record is meant. */
export function cut(file: WrittenFile, edits: Edits): Buffer {
  const chosen = file.records.filter(({ line }) => edits.remove.has(line) || edits.replace.has(line));
  if (chosen.length !== edits.remove.size + edits.replace.size)
    throw new CannotFix("several of its records share a line");
  const edited = file.format === "json" ? cutElements(file, edits) : cutLines(file, edits);
  return edits.append.length === 0 ? edited : appended(file, edited, edits.append);
}

/** Records that are lines go with their line end. */
function cutLines({ text, records }: WrittenFile, { remove, replace }: Edits): Buffer {
  const parts: Buffer[] = [];
  let done = 0;
  for (const { line, start, end } of records) {
    const instead = replace.get(line);
    if (instead) {
      parts.push(text.subarray(done, start), instead);
      done = end;
    } else if (remove.has(line)) {
      parts.push(text.subarray(done, lineStart(text, start)));
      done = lineEnd(text, end);
    }
  }
  parts.push(text.subarray(done));
  return Buffer.concat(parts);
}

function lineStart(text: Buffer, at: number): number {
  while (at > 0 && isBlank(text[at - 1])) at--;
  return at;
}

/** Behind the line end that follows; a record never ends within a line that has more to say. */
function lineEnd(text: Buffer, at: number): number {
  while (isBlank(text[at])) at++;
  if (text[at] === CR) at++;
  if (text[at] === LF) at++;
  return at;
}

/** Elements of a JSON list go with one of the commas around them. */
function cutElements({ text, records }: WrittenFile, { remove, replace }: Edits): Buffer {
  const parts: Buffer[] = [];
  let done = 0;
  for (const [i, { line, start, end }] of records.entries()) {
    const instead = replace.get(line);
    if (instead) parts.push(text.subarray(done, start), instead);
    if (instead) done = end;
    if (!remove.has(line)) continue;
    parts.push(text.subarray(done, Math.max(done, start)));
    done = end;
    const next = records[i + 1]?.start;
    if (next !== undefined && isComma(text.subarray(end, next))) done = next;
    else endList(parts, text, end);
  }
  parts.push(text.subarray(done));
  return Buffer.concat(parts);
}

function isComma(between: Buffer): boolean {
  return between.toString("latin1").trim() === ",";
}

/** The last element of a list went: so does the comma behind the one that is the last now. */
function endList(parts: Buffer[], text: Buffer, end: number): void {
  let close = end;
  while (isSpace(text[close])) close++;
  const written = Buffer.concat(parts);
  let tail = written.length - 1;
  while (isSpace(written[tail])) tail--;
  if (text[close] !== CLOSE || (written[tail] !== COMMA && written[tail] !== OPEN))
    throw new CannotFix("its records are not the elements of one list");
  parts.length = 0;
  parts.push(written[tail] === COMMA ? written.subarray(0, tail) : written);
}

function appended(file: WrittenFile, text: Buffer, records: readonly Buffer[]): Buffer {
  if (file.format === "json") return appendedElements(text, records);
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const ends = text.length === 0 || text[text.length - 1] === LF || text[text.length - 1] === CR;
  const end = Buffer.from(file.format === "sentences" ? lineBreak + lineBreak : lineBreak);
  const lines = records.map((record) => Buffer.concat([record, end]));
  return Buffer.concat([text, Buffer.from(ends ? "" : lineBreak), ...lines]);
}

/** Behind the last element of a list that is the whole document. */
function appendedElements(text: Buffer, records: readonly Buffer[]): Buffer {
  let close = text.length - 1;
  while (isSpace(text[close])) close--;
  let open = 0;
  while (isSpace(text[open])) open++;
  if (text[open] !== OPEN || text[close] !== CLOSE)
    throw new CannotFix("its records are not the elements of one list");
  let last = close - 1;
  while (isSpace(text[last])) last--;
  const first = open + 1 + text.subarray(open + 1).findIndex((byte) => !isSpace(byte));
  const indent = text.subarray(open + 1, first);
  const isEmpty = last === open;
  const added = records.flatMap((record, i) => [Buffer.from(isEmpty && i === 0 ? "" : ","), indent, record]);
  return Buffer.concat([text.subarray(0, last + 1), ...added, text.subarray(last + 1)]);
}
