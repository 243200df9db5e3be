/** The reader of a word a line with its tags, as taggers write: CoNLL, IOB, BIO and tables of words. A row is a sentence. */
import { flatValues, forEachText } from "../legacy.ts";
import { isConflictMarker, problemWords } from "../problem-words.ts";
import type { Fields, FormatReader, RecordReader, RecordVisitor, SniffContext } from "../reader.ts";
import type { RecordBatch } from "../records.ts";
import { type LineKind, tokenSplitter } from "./splitter.ts";
import { joinWords, KIND_COLUMN, kindsOf, markedWords, WORDS_COLUMN } from "./tags.ts";
import { cellsOf, findTokenWriting, isBetween, isComment, type TokenWriting } from "./writing.ts";

const TEXT_COLUMN = "text";
/** Names that say it, and those of tables and plain texts, which may be so. */
const CERTAIN = /\.(conll\w*|iob2?|bio|bioes|bilou)$/i;
const POSSIBLE = /\.(csv|tsv|tab|txt|text|dat|data|tags|ner)$/i;

/** A head is read as its base is: a pull request does not choose. */
export const tokenLinesFormat: FormatReader = {
  recognises: (context) => {
    const { path, peerFormat } = context;
    if (CERTAIN.test(path) || peerFormat === "conll") return true;
    return (
      POSSIBLE.test(path) && !["csv", "txt"].includes(peerFormat ?? "") && writingOf(context, false) !== null
    );
  },
  open: (context) => tokenReader(writingOf(context, true)!, context.maxRowBytes),
};

/** Whether a text is a word a line with tags. */
export function looksLikeTokens(first: Buffer, whole: boolean): boolean {
  return findTokenWriting(first.toString("utf8"), whole, false) !== null;
}

function writingOf({ first, whole }: SniffContext, isCertain: boolean): TokenWriting | null {
  return findTokenWriting(first.toString("utf8"), whole, isCertain);
}

function tokenReader(writing: TokenWriting, maxRowBytes: number): RecordReader {
  const header = [TEXT_COLUMN, KIND_COLUMN, WORDS_COLUMN];
  const parse = (batch: RecordBatch, visit: RecordVisitor, legacy = false): void =>
    forEachText(batch, legacy, visit, (i, text, isForeign) =>
      visitSentence(i, text, writing, isForeign, visit),
    );
  return {
    format: "conll",
    schema: JSON.stringify(["conll", writing]),
    header,
    note: `a word a line, ${noteOf(writing)}`,
    splitter: () => tokenSplitter(maxRowBytes, lineKinds(writing)),
    parse,
    nested: flatValues(parse),
    roles: { text: [TEXT_COLUMN], label: writing.tags.length === 0 ? undefined : KIND_COLUMN },
  };
}

function noteOf({ word, tags, header, parting }: TokenWriting): string {
  const name = (i: number): string => (header?.[i] ? `"${header[i]}"` : `column ${String(i + 1)}`);
  const tagged = tags.length === 0 ? "without tags" : `its tags in ${tags.map(name).join(" and ")}`;
  const parted = { blank: "blank lines", number: "their number", stop: "full stops" }[parting];
  return `words in ${name(word)}, ${tagged}; sentences are parted by ${parted}`;
}

/** What each line is; it remembers the sentence that it is in. */
function lineKinds(writing: TokenWriting): (line: string, isFirst: boolean) => LineKind {
  const { separator, parting, sentence, word } = writing;
  let current = "";
  let isOver = false;
  return (line, isFirst) => {
    if (isBetween(line) || isHeader(line, writing)) return "between";
    if (parting === "blank") return "inside";
    const cells = cellsOf(line, separator);
    if (parting === "stop") {
      const begins = !isFirst && isOver;
      isOver = /^[.!?。！？]$/.test(cells[word] ?? "");
      return begins ? "first" : "inside";
    }
    const key = cells[sentence] ?? "";
    const begins = !isFirst && key !== "" && key !== current;
    if (isFirst || key !== "") current = key;
    return begins ? "first" : "inside";
  };
}

function isHeader(line: string, { header, separator }: TokenWriting): boolean {
  return (
    header !== null &&
    line.startsWith(header[0]!) &&
    cellsOf(line, separator).join("\0") === header.join("\0")
  );
}

function visitSentence(
  index: number,
  text: string,
  writing: TokenWriting,
  foreign: boolean,
  visit: RecordVisitor,
): void {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const harm = text.includes("\0")
    ? problemWords.nulByte
    : lines.some(isConflictMarker)
      ? problemWords.conflictMarker
      : null;
  if (harm !== null) {
    visit(index, null, harm);
    return;
  }
  const rows = lines
    .filter((line) => !isComment(line, writing))
    .map((line) => cellsOf(line, writing.separator));
  const odd = rows.find(({ length }) => length !== writing.columns);
  const ragged =
    odd === undefined
      ? null
      : (odd.length < writing.columns ? problemWords.tooFew : problemWords.tooMany)(
          odd.length,
          writing.columns,
        );
  visit(index, fieldsOf(rows, writing), foreign ? problemWords.legacy : ragged);
}

/** The sentence as a row: its words, the kinds that its tags name, and the words that carry them. */
function fieldsOf(
  rows: readonly (readonly string[])[],
  { word, tags, header, columns }: TokenWriting,
): Fields {
  const column = (i: number): string[] => rows.map((cells) => cells[i] ?? "");
  const words = column(word);
  const tagged = tags.map(column);
  const others = Array.from({ length: columns }, (_, i) => i).filter((i) => i !== word);
  return {
    [TEXT_COLUMN]: joinWords(words),
    [KIND_COLUMN]: kindsOf(tagged.flat()),
    [WORDS_COLUMN]: tagged.flatMap((list) => markedWords(words, list)),
    ...Object.fromEntries(others.map((i) => [header?.[i] ?? `column ${String(i + 1)}`, column(i)])),
  };
}
