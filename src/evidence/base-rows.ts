/** Reads the text of each base row as tokens, which all counts stand on. */
import type { RawText } from "../model/dataset.ts";
import { hashTokens, MAX_LENGTH } from "../text/token-hashes.ts";
import { TokenTable, tokenRun } from "../text/token-table.ts";
import type { BaseRow } from "./base-row.ts";
import { MAX_SET } from "./neighbours/similarity-index.ts";
import type { GroupPlan } from "./plan.ts";

/** Makes rows of raw texts, from bytes where it can. */
export type BaseRowReader = (
  raw: RawText,
  labels: readonly string[],
  outcomes: readonly number[],
  path: string,
  order: number,
) => BaseRow;

export function baseRowReader({ tokens }: GroupPlan): BaseRowReader {
  const readText = textReader(new TokenTable(tokens));
  let current: { -readonly [Key in keyof BaseRow]: BaseRow[Key] } | null = null;
  return (raw, labels, outcomes, path, order) => {
    const { run, plainLength, text } = readText(raw);
    current ??= { run, plainLength, text, labels, outcomes, path, order };
    current.plainLength = plainLength;
    current.labels = labels;
    current.outcomes = outcomes;
    current.path = path;
    current.order = order;
    return current;
  };
}

/** A text with its tokens. Reused for the next one. */
export type ReadText = Pick<BaseRow, "run" | "plainLength" | "text">;

/** Reads the tokens of texts. */
export function textReader(tokens: TokenTable): (raw: RawText) => ReadText {
  const found: number[] = [];
  const run = tokenRun(MAX_SET);
  let current: RawText;
  const text = (): string => current.text ?? latin1(current);
  const row = { run, plainLength: -1, text };
  const hashAlone = (words: string): void => {
    run.hashed = hashTokens(words, run.hashes);
    run.hashIds.fill(0, 0, run.hashed);
  };
  return (raw) => {
    current = raw;
    if (raw.text !== null) {
      const ids = tokens.lookUp(raw.text, found);
      if (run.ids.length < ids.length) run.ids = new Int32Array(ids.length * 2);
      run.ids.set(ids);
      run.count = ids.length;
      hashAlone(raw.text);
      row.plainLength = -1;
      return row;
    }
    const length = raw.end - raw.start;
    tokens.lookUpBytes(raw.bytes, raw.start, raw.end, run);
    // Of a very long text only the beginning counts, and one of signs alone is a token itself.
    if (length > MAX_LENGTH || run.hashed === 0) {
      hashAlone(latin1(raw));
    }
    row.plainLength = length;
    return row;
  };
}

function latin1({ bytes, start, end }: RawText): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1", start, end);
}
