/** Finds the columns that hold the text, and the one that answers it, by their names or by their values. */
import { labelNames, responseNames, textNames } from "../formats/column-names.ts";
import { KEY_COLUMN } from "../formats/json.ts";
import { byLastWord, byName } from "./by-name.ts";
import { type ColumnStats, isAddressName } from "./column-stats.ts";

/** Mean number of words of what was written rather than chosen from a list. */
const PROSE = 4;

/** What a source is translated into; beside anything else it says where a row is from. */
const TRANSLATED = /^(target|tgt|translat|reference|correct|hypothesis|mt$)/;

/** So many rows of one value, on average, were written to it: it is what all of them were asked. */
const ROWS_OF_A_TASK = 50;

/** Whether a column says the same in all rows, or one of very few things. */
function isTask({ filled, distinct }: ColumnStats): boolean {
  return filled >= 20 && distinct <= Math.max(1, filled / ROWS_OF_A_TASK);
}

/**
 * The columns that are the text together, by their names or by what they hold; why is added to the reasons.
 * @param isLabelled rows have a label, so that what answers a task that is the same in all of them is the text
 */
export function findText(
  columns: readonly ColumnStats[],
  groups: readonly (readonly string[])[],
  reasons: string[],
  take: (column: ColumnStats) => ColumnStats,
  isLabelled: boolean,
): string[] {
  const told = (column: ColumnStats, why: string): string[] => {
    reasons.push(`"${column.name}" ${why}`);
    return [take(column).name];
  };
  const candidates = columns.filter(
    (column) => column.wordy > 0.5 && !column.addresses && !isAddressName(column.name),
  );
  // A key above the rows is the same for many of them, however few they are.
  const varied = candidates.filter(
    ({ name, filled, distinct }) => (filled < 20 && name !== KEY_COLUMN) || distinct > filled * 0.3,
  );
  for (const group of groups) {
    const members = group.map((name) => candidates.find((column) => column.normal === name));
    // The title and the description of a task are the same in all rows of its results.
    if (!members.every((member) => member !== undefined) || !members.some((one) => varied.includes(one)))
      continue;
    reasons.push(`${members.map(({ name }) => `"${name}"`).join(" and ")} are common names for text`);
    return members.map((member) => take(member).name);
  }
  const names = columns.some(({ normal }) => TRANSLATED.test(normal))
    ? textNames
    : textNames.filter((name) => name !== "source");
  const isWritten = isLabelled && varied.some(({ fill, words }) => fill >= 0.3 && words >= 1.5);
  const known = isWritten ? candidates.filter((column) => !isTask(column)) : candidates;
  const named = byName(varied, names) ?? byLastWord(varied, names) ?? byName(known, names);
  if (named) return told(named, NAMED);
  const filled = ({ fill }: ColumnStats): boolean => fill >= 0.3;
  const choices = [
    varied.filter((column) => filled(column) && column.words >= 1.5),
    // A row for each person who judged it: every text comes several times.
    candidates.filter((column) => filled(column) && column.words >= PROSE && column.distinct >= 10),
    varied.filter(filled),
  ];
  const longest = choices
    .find(({ length }) => length > 0)
    ?.reduce((best, column) => (best.length >= column.length ? best : column));
  if (longest) return told(longest, "holds the longest texts");
  const asked = symbols(columns);
  return asked ? told(asked, NAMED) : [];
}

const NAMED = "is a common name for text";

/** Sums and formulas are no words: only a name says that they are what is asked. */
function symbols(columns: readonly ColumnStats[]): ColumnStats | null {
  const varied = columns.filter(({ numeric, filled, distinct }) => numeric < 0.5 && distinct > filled * 0.3);
  const asked = byName(varied, ["instruction", "question", "prompt", "problem", "input"]);
  const isAnswered = columns.some(({ normal, filled }) => filled > 0 && responseNames.includes(normal));
  return isAnswered ? asked : null;
}

/** Sentences and their translations: two columns of texts that are called as one another but for the language, or have no names. */
export function findPair(columns: readonly ColumnStats[]): readonly [ColumnStats, ColumnStats] | null {
  const [first, second, ...more] = columns.filter(
    ({ fill, wordy, words, chat, addresses }) =>
      fill > 0.8 && wordy > 0.5 && words >= 1.5 && !chat && !addresses,
  );
  if (first === undefined || second === undefined || more.length > 0) return null;
  const others = columns.filter((column) => column !== first && column !== second);
  const [one, other] = [first, second].map(({ name }) => withoutLanguage(name));
  const isNamed = one !== null && one === other;
  const areUnnamed = UNNAMED.test(first.name) && UNNAMED.test(second.name);
  const arePaired = isNamed || (areUnnamed && others.every(({ numeric }) => numeric > 0.9));
  if (arePaired && first.distinct > first.filled * 0.3) return [first, second];
  // Nothing but two columns of texts, of which many second ones belong to a first: they describe or answer it.
  const areAnswers = second.distinct >= 2 * first.distinct && first.distinct >= 10;
  const isProse = first.words >= PROSE && second.words >= PROSE;
  return others.length === 0 && areAnswers && isProse ? [first, second] : null;
}

const UNNAMED = /^column \d+$/;
const SIDE = /^(source|target|src|tgt)$/;
/** What languages are called: made when it is first needed, as that takes a fifth of the start of the program. */
let languages: { readonly of: Intl.DisplayNames["of"]; readonly names: ReadonlySet<string> } | null = null;

function knownLanguages() {
  if (languages !== null) return languages;
  const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
  const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i));
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  languages = {
    of: (code) => names.of(code),
    names: new Set(codes.flatMap((code) => names.of(code)?.toLowerCase() ?? [])),
  };
  return languages;
}

/** A column's name without the language, or the side of a translation, that it says; null where it says none. */
function withoutLanguage(name: string): string | null {
  const words = name.replace(/_[A-Z][a-z]{3}$/, "").split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u);
  const { of, names } = knownLanguages();
  const at = words.findIndex((word) => {
    const lower = word.toLowerCase();
    const isCode = /^[a-z]{2,3}$/.test(lower) && of(lower) !== undefined;
    return SIDE.test(lower) || names.has(lower) || isCode;
  });
  return at < 0 ? null : words.toSpliced(at, 1).join(" ");
}

/** `Best Answer`, `reference_answer`; and the first of several, which beside a label may be what is judged: `answer_0`. */
const RIGHT =
  /^(best|correct|gold(en)?|reference|expected|ideal|model|assistant)[\s_-]*(answer|response|reply|output)s?$/i;
const ONE_OF = /(^|[\s_.-])(answer|response|completion|reply|output)([\s_-]*(\d|[a-k]))?$/i;

/** A label that is written in prose, another one in each row, is an answer: doccano's sequence to sequence. */
export function findResponse(
  columns: readonly ColumnStats[],
  text: readonly string[],
  isUnlabelled: boolean,
): ColumnStats | null {
  if (text.length === 0) return null;
  const worded = columns.filter((column) => column.wordy > 0.3);
  const symbolic = columns.filter(({ numeric, addresses }) => numeric < 0.5 && !addresses);
  const named =
    byName(worded, responseNames) ??
    byName(symbolic, ["output", "response", "completion"]) ??
    worded.find(({ name }) => RIGHT.test(name) || (isUnlabelled && ONE_OF.test(name)));
  const prose = columns.filter(({ wordy, words }) => wordy > 0.5 && words >= PROSE);
  return named ?? (isUnlabelled ? byName(prose, labelNames) : null);
}
