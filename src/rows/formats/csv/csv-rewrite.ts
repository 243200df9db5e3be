/** Tables that are quoted in another way than RFC 4180 says, rewritten as it says while they are read; lines stay lines. */
import type { CsvDialect } from "./csv-record.ts";

/** `backslash`: quotes inside fields as `\"`. `single`: fields in `'`. `spaced`: spaces behind the delimiter. */
export type Writing = "plain" | "backslash" | "single" | "spaced";

/** How a table is written: its dialect, and the way of quoting. */
export interface Written {
  readonly dialect: CsvDialect;
  readonly writing: Writing;
}

const QUOTE = 34;
const SINGLE = 39;
const BACKSLASH = 92;
const SPACE = 32;

/** Rewrites a stream of blocks. */
export async function* rewritten(
  blocks: AsyncIterable<Buffer>,
  writing: Exclude<Writing, "plain">,
  delimiter: string,
): AsyncGenerator<Buffer, void, undefined> {
  const rewrite = rewriter(writing, delimiter);
  for await (const block of blocks) {
    const bytes = rewrite(block, false);
    if (bytes.length > 0) yield bytes;
  }
  const rest = rewrite(Buffer.alloc(0), true);
  if (rest.length > 0) yield rest;
}

/** Rewrites bytes, a piece after the other: what depends on the byte behind the piece waits for it. */
// eslint-disable-next-line max-lines-per-function -- one automaton over bytes: its steps share where they stand
export function rewriter(
  writing: Exclude<Writing, "plain">,
  delimiter: string,
): (bytes: Buffer, last: boolean) => Buffer {
  const cut = delimiter.charCodeAt(0);
  const isEnd = (byte: number): boolean => byte === cut || byte === 10 || byte === 13;
  let quoted = false;
  /** At the beginning of a field. */
  let fresh = true;
  let waiting: Buffer = Buffer.alloc(0);
  const steps = { backslash, single, spaced };

  return (piece, last) => {
    const bytes = waiting.length > 0 ? Buffer.concat([waiting, piece]) : piece;
    const out = Buffer.allocUnsafe(bytes.length * 2 + 2);
    let to = 0;
    let at = 0;
    const put = (byte: number): void => {
      out[to++] = byte;
    };
    while (at < bytes.length && (last || at + 1 < bytes.length))
      at += steps[writing](bytes[at]!, bytes[at + 1] ?? 10, put);
    waiting = Buffer.from(bytes.subarray(at));
    return out.subarray(0, to);
  };

  /** Each step writes what one byte becomes, with a look at the next, and tells how many were taken. */
  function backslash(byte: number, next: number, put: (byte: number) => void): number {
    if (quoted && byte === BACKSLASH && (next === QUOTE || next === BACKSLASH)) {
      put(next);
      if (next === QUOTE) put(QUOTE);
      return 2;
    }
    if (byte === QUOTE && (quoted || fresh)) quoted = !quoted;
    fresh = !quoted && isEnd(byte);
    put(byte);
    return 1;
  }

  function single(byte: number, next: number, put: (byte: number) => void): number {
    if (!quoted) {
      quoted = fresh && byte === SINGLE;
      fresh = isEnd(byte);
      put(quoted ? QUOTE : byte);
      return 1;
    }
    if ((byte === SINGLE || byte === BACKSLASH) && next === SINGLE) {
      put(SINGLE);
      return 2;
    }
    if (byte === SINGLE && isEnd(next)) {
      quoted = false;
      put(QUOTE);
      return 1;
    }
    if (byte === QUOTE) put(QUOTE);
    put(byte);
    return 1;
  }

  function spaced(byte: number, _next: number, put: (byte: number) => void): number {
    if (!quoted && fresh && byte === SPACE) return 1;
    if (byte === QUOTE && (quoted || fresh)) quoted = !quoted;
    fresh = !quoted && isEnd(byte);
    put(byte);
    return 1;
  }
}
