/** Finds where the records in a JSON file begin and end, in bytes, without parsing the whole. */
import { countLines, firstInside, MORE, skipBlanks, stringEnd, valueEnd, valueOfKey } from "./json-scan.ts";
import { isConflictMarker } from "./problem-words.ts";
import { flaws, pushRecord, type RecordBatch } from "./records.ts";
import type { Splitter } from "./split.ts";

const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;
const oversized = flaws.indexOf("oversized");
const broken = flaws.indexOf("broken-structure");
const conflict = flaws.indexOf("conflict-marker");
/** Containers below so many levels are values of a record. */
const MAX_LEVELS = 6;
/** After so many records that never end, the rest of the file is given up: each costs a look at what follows. */
const MAX_RETRIES = 8;

/** Values one after the other, without a list around them. */
const SEQUENCE = { isMap: false, path: "" };

/** Stands between the keys that lead to a record; no key of JSON holds it unescaped. */
export const KEY_END = "\n";

/**
 * Whether a list or map holds records rather than being one: told by how deep it stands (1 in the outermost map), by
 * its bracket, and by the sign that its first value begins with.
 */
export type Opens = (depth: number, container: string, inner: string) => boolean;

const holdsObjects: Opens = (_depth, _container, inner) => inner === "{";

interface Container {
  readonly isMap: boolean;
  readonly path: string;
  /** What may come next; `any` after something broken was set apart. */
  expects: "value or end" | "value" | "comma or end" | "any";
}

/**
 * Cuts the records out of a JSON file: the elements of a list, the entries of a map. The file itself is opened up,
 * and so is an entry whose value is a list or map that starts with an object. `[{…}]`, `{"data": [{…}]}`,
 * `{"intent": [{…}]}` and `{"id": {…}}` all give their rows, each with the keys that lead to it as its context.
 * Every byte but white space and punctuation belongs to a record, so nothing hides between them; what breaks the
 * structure is a flawed record, and reading goes on at the next line. With `isSequence` the file holds one such value
 * after the other: objects are records, and lists hold some.
 */
// eslint-disable-next-line max-lines-per-function -- one automaton over bytes: its steps share where they stand
export function jsonSplitter(maxRowBytes: number, opens: Opens = holdsObjects, isSequence = false): Splitter {
  const stack: Container[] = [];
  let line = 1;
  let retries = 0;
  let begun = false;
  let insideOversized = false;

  return { cut };

  function cut(bytes: Buffer, batch: RecordBatch, last: boolean): number {
    batch.contexts = [];
    let at = 0;
    for (;;) {
      const next = skipBlanks(bytes, at);
      if (next === MORE) {
        // A block that ends in white space is done with: nothing of it is needed again.
        line += countLines(bytes, at, bytes.length);
        if (last && stack.length > 0) {
          push(batch, bytes.length, bytes.length, 0, broken, "");
          stack.length = 0;
        }
        return bytes.length;
      }
      line += countLines(bytes, at, next);
      at = next;
      const after = insideOversized
        ? restOfLine(bytes, batch, at, last, oversized)
        : step(bytes, batch, at, last);
      if (after === MORE) return at;
      at = after;
    }
  }

  function step(bytes: Buffer, batch: RecordBatch, at: number, last: boolean): number {
    const byte = bytes[at]!;
    const top = stack.at(-1);
    if (!top) {
      if (isSequence && byte === OPEN_MAP)
        return record(bytes, batch, at, last, { ...SEQUENCE, expects: "any" });
      if ((begun && !isSequence) || (byte !== OPEN_LIST && byte !== OPEN_MAP))
        return restOfLine(bytes, batch, at, last, broken);
      begun = true;
      stack.push({ isMap: byte === OPEN_MAP, path: "", expects: "value or end" });
      return at + 1;
    }
    const anything = top.expects === "any";
    if (byte === (top.isMap ? CLOSE_MAP : CLOSE_LIST) && (anything || top.expects !== "value")) {
      stack.pop();
      return at + 1;
    }
    if (byte === COMMA && (anything || top.expects === "comma or end")) {
      top.expects = "value";
      return at + 1;
    }
    const isValue = top.isMap ? byte === QUOTE : startsValue(byte);
    if (top.expects === "comma or end" || !isValue) return restOfLine(bytes, batch, at, last, broken);
    return record(bytes, batch, at, last, top);
  }

  /** Cuts the record at `at`, or opens it up when it holds records itself. */
  function record(bytes: Buffer, batch: RecordBatch, at: number, last: boolean, top: Container): number {
    let value = at;
    if (top.isMap) {
      value = valueOfKey(bytes, at);
      if (value === MORE) return unfinished(bytes, batch, at, last);
      if (value === 0) return restOfLine(bytes, batch, at, last, broken);
      const inner = mayOpen(bytes[value]) ? firstInside(bytes, value) : 0;
      if (inner === MORE) return unfinished(bytes, batch, at, last);
      if (inner > 0 && opens(stack.length, String.fromCharCode(bytes[value]!), String.fromCharCode(inner))) {
        const key = bytes.toString("utf8", at + 1, stringEnd(bytes, at) - 1);
        top.expects = "comma or end";
        line += countLines(bytes, at, value);
        const path = top.path === "" ? key : `${top.path}${KEY_END}${key}`;
        stack.push({ isMap: bytes[value] === OPEN_MAP, path, expects: "value or end" });
        return value + 1;
      }
    }
    const end = valueEnd(bytes, value, last);
    if (end === MORE) return unfinished(bytes, batch, at, last);
    if (end - at > maxRowBytes) return restOfLine(bytes, batch, at, last, oversized);
    const lines = countLines(bytes, at, end);
    push(batch, at, end, lines, 0, `${top.isMap ? "{}" : "[]"}${top.path}`);
    line += lines;
    top.expects = "comma or end";
    return end;
  }

  function mayOpen(byte: number | undefined): boolean {
    return stack.length < MAX_LEVELS && (byte === OPEN_LIST || byte === OPEN_MAP);
  }

  /** The record goes on in the next block, unless there is none or it is too long already. */
  function unfinished(bytes: Buffer, batch: RecordBatch, at: number, last: boolean): number {
    if (!last && bytes.length - at <= maxRowBytes) return MORE;
    retries++;
    return restOfLine(bytes, batch, at, last, last ? broken : oversized);
  }

  /** Sets the rest of the line apart as flawed, in pieces when it is over the limit. */
  function restOfLine(bytes: Buffer, batch: RecordBatch, at: number, last: boolean, flaw: number): number {
    const found = retries > MAX_RETRIES ? -1 : bytes.indexOf(10, at);
    if (found === -1 && !last && bytes.length - at <= maxRowBytes) return MORE;
    const end = Math.min(found === -1 ? bytes.length : found, at + maxRowBytes);
    const isMarker =
      flaw === broken && isConflictMarker(bytes.toString("latin1", at, Math.min(end, at + 200)));
    push(batch, at, end, 0, isMarker ? conflict : flaw, "");
    insideOversized = end !== found;
    const top = stack.at(-1);
    if (top) top.expects = "any";
    return end;
  }

  function push(
    batch: RecordBatch,
    start: number,
    end: number,
    lines: number,
    flaw: number,
    context: string,
  ): void {
    pushRecord(batch, start, end, line, line + lines, flaw);
    batch.contexts!.push(context);
  }
}

/** A bracket, a quote, a digit, a minus or a letter (true, false, null): anything else is no JSON value. */
function startsValue(byte: number): boolean {
  return (
    byte === OPEN_MAP ||
    byte === OPEN_LIST ||
    byte === QUOTE ||
    byte === 45 ||
    (byte >= 48 && byte <= 57) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 97 && byte <= 122)
  );
}
