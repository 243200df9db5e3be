/** Tells whether the beginning of a text file reads like rows: records, a table, entries of a list, or one text a line. */
import { tally } from "../collections/tally.ts";
import { isProse } from "../rows/shapes/shape.ts";
import { isProgram } from "./data-kinds.ts";

const FEWEST = 5;
/** Share of the lines that has to be alike. */
const ALIKE = 0.8;

/** @param start the first bytes of the file, decoded; its last line may be cut */
export function looksLikeRows(start: string, path: string): boolean {
  if (looksLikeRecords(start)) return true;
  if (/\.(?:xml|html?)$/i.test(path))
    return repeatedTags(start) >= 4 * FEWEST || textsInTags(start) >= FEWEST;
  const isDocument = /\.(?:md|rst|tex|log)$/i.test(path);
  // Headings part a document; elsewhere a number or a name stands above the rows of one text, as in PubMed's abstracts.
  const lines = linesOf(start).filter((line) => isDocument || !line.startsWith("#"));
  if (lines.length < FEWEST) return false;
  const share = shareOf(lines);
  if (isProgram(path)) return false;
  if (/\.(?:ya?ml|toml)$/i.test(path)) return entriesIn(lines) >= 4 * FEWEST;
  if (/\.sql$/i.test(path)) return lines.filter((line) => /^\s*(?:insert\b|\()/i.test(line)).length >= FEWEST;
  if (["\t", ",", ";", "|"].some((delimiter) => isTable(lines, delimiter))) return true;
  // Prose of documents is broken by headings and blank lines; a corpus is one text after the other.
  if (isDocument) return lines.length >= 4 * FEWEST && share((line) => /^\s*[-*+] \S/.test(line)) >= ALIKE;
  if (lines.length < 4 * FEWEST) return false;
  if (isFields(lines) || isTalk(lines)) return true;
  return share(isProse) >= ALIKE || share(isWord) >= ALIKE;
}

/** Entries of lists in YAML and TOML. Steps are no rows, as of stories (Rasa) and workflows: a word each, below an entry that has them. */
function entriesIn(lines: readonly string[]): number {
  const steps = lines.filter((line) => /^\s*steps:\s*$/.test(line)).length;
  const entry = steps === 0 ? /^\s*- |^\[\[/ : /^\s*- (?![\w-]+:(?: \S+)?$)/;
  return lines.filter((line) => entry.test(line.trimEnd())).length - steps;
}

/** Whether it is a list of records, or a record a line. */
export function looksLikeRecords(start: string): boolean {
  if (/^\s*(?:[\w.]+\s*=\s*)?\[\s*[{[]/.test(start)) return true;
  const lines = linesOf(start);
  return lines.length >= FEWEST && shareOf(lines)((line) => /^[{[(].*[}\])],?$/.test(line.trim())) >= ALIKE;
}

/** Whether it is XML that holds many texts, as a corpus does and settings do not. */
export function isCorpus(start: string): boolean {
  return /^\s*</.test(start) && textsInTags(start) >= 4 * FEWEST;
}

/** Texts of three words and more between tags or in attributes. */
function textsInTags(text: string): number {
  return (text.match(/(?:>|=")\s*[^\s<>"]+\s+[^\s<>"]+\s+[^\s<>"][^<>"]*/g) ?? []).length;
}

function linesOf(start: string): string[] {
  return start
    .split(/\r?\n/)
    .slice(0, -1)
    .filter((line) => line.trim() !== "");
}

const shareOf =
  (lines: readonly string[]) =>
  (test: (line: string) => boolean): number =>
    lines.filter(test).length / lines.length;

/** A field a line under few names that come again: `text: …`, `label: …`. Settings name each once. */
function isFields(lines: readonly string[]): boolean {
  const names = lines.flatMap((line) => /^\s*([\w./-]{1,30})\s*[:=]/.exec(line)?.[1] ?? []);
  return names.length >= ALIKE * lines.length && new Set(names).size * FEWEST <= names.length;
}

/** Two or more who speak in turn among what they say, or fields above texts: a name with a colon that comes again and again. */
function isTalk(lines: readonly string[]): boolean {
  const names = tally(lines.flatMap((line) => /^\s*(\p{L}[\p{L} ]{0,20}?)\s*[:：]/u.exec(line)?.[1] ?? []));
  return [...names.values()].filter((times) => times >= 2 * FEWEST).length >= 2;
}

/** A word, a name or a label: a list of words has one a line. */
function isWord(line: string): boolean {
  return /^\s*\p{L}[\p{L}\p{M}\p{N}'’_ -]*\s*$/u.test(line);
}

function isTable(lines: readonly string[], delimiter: string): boolean {
  const counts = lines.map((line) => line.split(delimiter).length - 1);
  const usual = [...counts].sort((a, b) => a - b)[counts.length >> 1]!;
  return usual > 0 && counts.filter((count) => count === usual).length / counts.length >= ALIKE;
}

/** How often the most frequent tag opens, tables of layout aside. */
function repeatedTags(text: string): number {
  const counts = tally(Array.from(text.matchAll(/<([A-Za-z][\w.-]*)/g), ([, tag]) => tag));
  return Math.max(0, ...counts.values());
}
