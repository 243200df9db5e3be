/** Reads the text of each base row as tokens, which all counts stand on. */
import { PairTable } from "../../collections/pair-table.ts";
import { isPlainAscii } from "../../text/code-points.ts";
import { hashTokens, MAX_LENGTH } from "../../text/token-hashes.ts";
import { type TokenRun, TokenTable, tokenRun } from "../../text/token-table.ts";
import { MAX_SET } from "../neighbours/similarity-index.ts";
import type { GroupPlan } from "../plan.ts";
import type { BaseRow } from "./base-row.ts";

/** Makes the row that collectors are shown. Its tokens are reused for the next one. */
export type BaseRowReader = (
  text: string,
  labels: readonly string[],
  outcomes: readonly number[],
  path: string,
  order: number,
) => BaseRow;

export function baseRowReader({ tokens }: GroupPlan): BaseRowReader {
  const readText = textReader(new TokenTable(new PairTable(tokens)));
  return (text, labels, outcomes, path, order) => {
    const run = readText(text);
    return { run, text, labels, outcomes, path, order, isUnlike: false };
  };
}

/** Reads the tokens of texts. What it gives is reused for the next one. */
export function textReader(tokens: TokenTable): (text: string) => TokenRun {
  const found: number[] = [];
  const run = tokenRun(MAX_SET);
  const hashAlone = (text: string): void => {
    run.hashed = hashTokens(text, run.hashes);
    run.hashIds.fill(0, 0, run.hashed);
  };
  return (text) => {
    if (isPlainAscii(text)) {
      tokens.lookUpPlain(text, run);
      // Of a very long text only the beginning counts, and one of signs alone is a token itself.
      if (text.length > MAX_LENGTH || run.hashed === 0) hashAlone(text);
      return run;
    }
    const ids = tokens.lookUp(text, found);
    if (run.ids.length < ids.length) run.ids = new Int32Array(ids.length * 2);
    run.ids.set(ids);
    run.count = ids.length;
    hashAlone(text);
    return run;
  };
}
