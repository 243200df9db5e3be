/** Finds out how a file of a word a line is written: what parts the columns, which of them hold the words and the tags. */
import { normalName } from "../column-names.ts";
import { commonest } from "../csv/csv-dialect.ts";
import { parseRecord } from "../csv/csv-record.ts";
import { isOutside, isPlaced, kindOf } from "./tags.ts";

/** What parts the columns of a line. */
export type Separator = "\t" | "," | ";" | " ";

/** What parts the sentences: blank lines, a column with their number, or, where there is neither, full stops. */
export type Parting = "blank" | "number" | "stop";

export interface TokenWriting {
  readonly separator: Separator;
  readonly columns: number;
  /** Names of the columns as the file gives them; null where it gives none. */
  readonly header: readonly string[] | null;
  readonly word: number;
  readonly tags: readonly number[];
  readonly parting: Parting;
  /** The column with the number of the sentence, where that parts them. */
  readonly sentence: number;
}

const SAMPLE_LINES = 2000;
const UNIVERSAL: TokenWriting = {
  separator: "\t",
  columns: 10,
  header: null,
  word: 1,
  tags: [3, 7],
  parting: "blank",
  sentence: -1,
};

/** So many lines have to have the columns that a file has. */
const MOST = 0.9;
const FEWEST_LINES = 10;
const LONGEST_WORD = 80;
/** Scripts that write no spaces between words have the space itself as a word, one in ten or more. */
const FEWEST_FILLED = 0.75;
/** Lines of a sentence, on average, where no spans are marked: a table with a blank line somewhere has no sentences. */
const LONGEST_SENTENCE = 200;
/** Columns of CoNLL-U. */
const CONLLU = 10;
/** Chunks are no kinds of things: they stand beside the names that a file is made for. */
const CHUNKS = new Set(["NP", "VP", "PP", "ADVP", "ADJP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP"]);
const HEADER =
  /^(id|idx|index|tokenid|tokens?|words?|forms?|text|sentence(id|no|num|number|idx|#)?|sentid|pos(tags?)?|upos|xpos|lemmas?|chunks?|ner|nertags?|tags?|labels?|iob|bio|entit(y|ies)|#|)$/;

/** `-DOCSTART- -X- O O` and what else stands between documents. */
export function isBetween(line: string): boolean {
  return /^[\s,;]*$/.test(line) || /^"?-?(DOCSTART|DOCEND)/i.test(line);
}

export function cellsOf(line: string, separator: Separator): string[] {
  if (separator === " ") return line.trim().split(/\s+/);
  if (separator === "\t" || !line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  return parseRecord(line, { delimiter: separator, quoted: true }).cells.map((cell) => cell.trim());
}

/** A comment: metadata above a sentence rather than a word that begins with `#`. */
export function isComment(line: string, { separator, columns, tags }: TokenWriting): boolean {
  if (!line.startsWith("#")) return false;
  const cells = cellsOf(line, separator);
  const last = cells[tags.at(-1) ?? -1];
  return cells.length !== columns || (/^#\s/.test(line) && !(last !== undefined && isTag(last)));
}

const isTag = (cell: string): boolean => cell !== "" && (isOutside(cell) || isPlaced(cell));

/** @param isCertain its name says that the file is so: then it is read so as well as can be */
export function findTokenWriting(first: string, whole: boolean, isCertain: boolean): TokenWriting | null {
  const all = first.split(/\r?\n/);
  const lines = (whole ? all : all.slice(0, -1)).slice(0, SAMPLE_LINES);
  for (const separator of ["\t", " ", ",", ";"] as const) {
    const found = writingWith(lines, separator);
    if (found) return found;
  }
  if (!isCertain) return null;
  // Too few lines to see it in, as a file of one sentence has them: Universal Dependencies number their columns.
  if (commonest(lines.map((line) => cellsOf(line, "\t").length)) === CONLLU) return UNIVERSAL;
  const columns = Math.max(1, commonest(lines.map((line) => cellsOf(line, " ").length)));
  return { separator: " ", columns, header: null, word: 0, tags: [], parting: "blank", sentence: -1 };
}

function writingWith(lines: readonly string[], separator: Separator): TokenWriting | null {
  const filled = lines.filter((line) => !isBetween(line));
  const rows = filled.map((line) => cellsOf(line, separator));
  const columns = commonest(rows.map(({ length }) => length));
  const plain = filled.map((line) => line.startsWith("#"));
  const alike = rows.filter(({ length }) => length === columns);
  const counted = rows.filter((_, i) => !plain[i]);
  const fit = counted.filter(({ length }) => length === columns);
  if (columns < 2 || fit.length < FEWEST_LINES || fit.length < counted.length * MOST) return null;
  const header = alike[0]!.every((cell) => HEADER.test(normalName(cell))) ? alike[0]! : null;
  const body = (header === null ? alike : alike.slice(1)).filter(
    (cells) => !/^#(\s|$)/.test(cells[0]!) || isTag(cells.at(-1)!),
  );
  const stats = Array.from({ length: columns }, (_, i) => statsOf(body.map((cells) => cells[i]!)));
  const sentence = sentenceColumn(header, stats);
  const word = wordColumn(stats, sentence);
  if (word === -1) return null;
  const tags = tagColumns(stats, word, sentence);
  if (tags.length === 0) return null;
  const isMarked = tags.some((i) => stats[i]!.placed > 0);
  // Texts of several words: a table, whatever its other columns hold and wherever a text in quotes has blank lines.
  const hasTexts = stats.some(({ single, words }, i) => i !== sentence && single < 0.5 && words > MOST);
  if (hasTexts && !isMarked) return null;
  const parting = partingOf(lines, sentence, isMarked);
  return parting && { separator, columns, header, word, tags, parting, sentence };
}

interface CellStats {
  readonly filled: number;
  readonly distinct: ReadonlySet<string>;
  /** Shares: whole numbers, words of letters, single words, tags that say where a span begins, such tags or outside. */
  readonly numbers: number;
  readonly words: number;
  readonly single: number;
  readonly placed: number;
  readonly tagged: number;
}

function statsOf(cells: readonly string[]): CellStats {
  const filled = cells.filter((cell) => cell !== "");
  const share = (is: (cell: string) => boolean): number =>
    filled.filter(is).length / Math.max(1, filled.length);
  return {
    filled: filled.length / Math.max(1, cells.length),
    distinct: new Set(filled),
    numbers: share((cell) => /^\d+([.-]\d+)?$/.test(cell)),
    words: share((cell) => /\p{L}/u.test(cell)),
    single: share((cell) => cell.length <= LONGEST_WORD && !/\s/.test(cell)),
    placed: share((cell) => isPlaced(cell)),
    tagged: share((cell) => isTag(cell)),
  };
}

/** `Sentence #`, `sentence_id`: named so, and not the words themselves. */
function sentenceColumn(header: readonly string[] | null, stats: readonly CellStats[]): number {
  return (
    header?.findIndex(
      (name, i) =>
        /^sent(ence)?(id|no|num|number|idx|#)?$/.test(normalName(name)) &&
        (stats[i]!.filled < 0.5 || stats[i]!.numbers > MOST || /id|#|no|num|idx/i.test(name)),
    ) ?? -1
  );
}

/** The most varied column of single words. */
function wordColumn(stats: readonly CellStats[], sentence: number): number {
  let best = -1;
  for (const [i, { single, words, numbers, tagged, distinct, filled }] of stats.entries()) {
    const fits =
      i !== sentence &&
      filled > FEWEST_FILLED &&
      single > 0.98 &&
      words > 0.4 &&
      numbers < 0.5 &&
      tagged < 0.9;
    // Lemmas are as varied as the words, and stand behind them.
    if (fits && (best === -1 || distinct.size > stats[best]!.distinct.size * 1.25)) best = i;
  }
  return best;
}

/** Columns that say where spans begin, chunks aside; where there is none, the last one of few values. */
function tagColumns(stats: readonly CellStats[], word: number, sentence: number): number[] {
  const others = stats.map((_, i) => i).filter((i) => i !== word && i !== sentence);
  const spans = others.filter((i) => stats[i]!.tagged > 0.98 && stats[i]!.placed > 0);
  const kinds = spans.filter(
    (i) => ![...stats[i]!.distinct].every((tag) => isOutside(tag) || CHUNKS.has(kindOf(tag))),
  );
  if (spans.length > 0) return kinds.length > 0 ? kinds : spans.slice(-1);
  const most = Math.min(80, stats[word]!.distinct.size / 3);
  const few = others.filter((i) => {
    const { distinct, filled, single } = stats[i]!;
    const isName = ![...distinct].some((tag) => /[=|]/.test(tag));
    return isName && distinct.size >= 2 && distinct.size <= most && filled > MOST && single > 0.98;
  });
  const names = few.filter((i) => stats[i]!.numbers < MOST);
  // Universal Dependencies: the part of speech and the relation.
  if (stats.length === CONLLU && names.includes(3)) return names.filter((i) => i === 3 || i === 7);
  return (names.length > 0 ? names : few).slice(-1);
}

/** Without blank lines or numbers of sentences only marked spans tell that words follow each other. */
function partingOf(lines: readonly string[], sentence: number, isMarked: boolean): Parting | null {
  if (sentence !== -1) return "number";
  let blocks = 0;
  let inside = 0;
  let longest = 0;
  let total = 0;
  for (const line of lines) {
    if (/^[\s,;]*$/.test(line)) inside = 0;
    else {
      if (inside++ === 0) blocks++;
      total++;
      longest = Math.max(longest, inside);
    }
  }
  const mean = total / blocks;
  if (blocks >= 2 && mean >= 2 && (isMarked || mean <= LONGEST_SENTENCE)) return "blank";
  return isMarked && longest > FEWEST_LINES ? "stop" : null;
}
