import type { RawText } from "../model/dataset.ts";
import { hashTokens, MAX_LENGTH } from "../text/token-hashes.ts";
import { type TokenRun, type TokenTable, tokenRun } from "../text/token-table.ts";
import { MAX_SET } from "./sieve.ts";

/** A reference row while it is looked at. Reused for the next one. */
export interface ReferenceRow {
  /** Token ids and hashes. */
  readonly run: TokenRun;
  /** Length in characters where the text is plain ASCII, else −1. */
  readonly plainLength: number;
  readonly text: () => string;
}

/** Reads the tokens of reference rows, from bytes where it can. */
export function rowReader(tokens: TokenTable): (raw: RawText) => ReferenceRow {
  const found: number[] = [];
  const run = tokenRun(MAX_SET);
  let current: RawText;
  const text = (): string => current.text ?? latin1(current);
  const row = { run, plainLength: -1, text };
  return (raw) => {
    current = raw;
    if (raw.text !== null) {
      const ids = tokens.lookUp(raw.text, found);
      if (run.ids.length < ids.length) run.ids = new Int32Array(ids.length * 2);
      run.ids.set(ids);
      run.count = ids.length;
      run.hashed = hashTokens(raw.text, run.hashes);
      run.aligned = false;
      row.plainLength = -1;
      return row;
    }
    const length = raw.end - raw.start;
    tokens.lookUpBytes(raw.bytes, raw.start, raw.end, run);
    // Of a very long text only the beginning counts, and one of signs alone is a token itself.
    if (length > MAX_LENGTH || run.hashed === 0) {
      run.hashed = hashTokens(latin1(raw), run.hashes);
      run.aligned = false;
    }
    row.plainLength = length;
    return row;
  };
}

function latin1({ bytes, start, end }: RawText): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1", start, end);
}
