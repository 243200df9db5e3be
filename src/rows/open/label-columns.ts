/**
 * Columns that say the label together: a flag for each label (`toxic`, `insult`, `threat`), how many or what share of those
 * who were asked chose it (`hate`, `offensive`, `neither`), or what each of several people said (`rater_1`, `rater_2`).
 */
import { tally } from "../../collections/tally.ts";
import { get, isMap, type Json } from "../../model/json.ts";
import { type LabelColumns, nameTogether } from "../../model/options.ts";
import { labelNames, normalName } from "../formats/column-names.ts";
import { isProse, mostly, type Nested } from "../shapes/shape.ts";

const MOST_COLUMNS = 200;
const FEWEST_ROWS = 20;
/** Two columns of yes and no are any two properties; three side by side are a list of labels. */
const FEWEST_FLAGS = 3;
/** What a flag may be called that is itself one label among others; any other name of a label is the label's own. */
const KINDS = new Set(["toxic", "toxicity", "sarcasm", "hate", "spam", "isspam", "isnegative", "istoxic"]);
/** Names that end like this are the label's, whatever stands before. */
const LABEL = /(^|[^\p{L}])(label|labels|class|sentiment|intent|category)$/iu;
const FLAG = /^(0(\.0+)?|1(\.0+)?|true|false|yes|no)?$/i;
/** Somebody who judges, with a number or a name: `annotator_2`, `rater_bob`, `label3`. */
const JUDGE =
  /^((an+otat\w*|rater|coder|judge|worker|expert|avaliador|reviewer)[ _.-]*\w*|(label|vote|ann|rating)[ _.-]?([1-9]\d?|[a-f]))$/i;
/** Most people that one row is shown to. */
const MOST_VOTES = 20;
/** Share of the rows in which a rule holds that a slip of the hand does not undo, and of those for which a vote is won. */
const NEARLY_ALL = 0.95;
const SOME = 0.02;
/** Agreement beyond chance (Cohen's kappa) from which people answered the same question; below 0.2 it is called slight. */
const AGREE = 0.2;
/** From which a column says what most of them say: from 0.8 on it is called almost perfect (Landis & Koch 1977). */
const SAME = 0.8;

/** A column with its cells, one for each record; `numbers` has NaN for what is none. */
interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  readonly numbers: readonly number[];
}

/**
 * The columns of a file that say its label together, as the one column that is made of them; null where there are none,
 * or a column is called the label already.
 * @param values records from the beginning of the base
 */
export function labelColumns(values: readonly Nested[]): LabelColumns | null {
  const records = values.map(({ value }) => value).filter(isMap);
  if (records.length < FEWEST_ROWS || records.length < values.length) return null;
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))].slice(0, 1000);
  if (!names.some((name) => mostly(values, (value) => isProse(get(value, name))))) return null;
  const columns = names.map((name) =>
    columnOf(
      name,
      records.map((record) => get(record, name)),
    ),
  );
  const own = columns.filter(({ name }) => labelNames.includes(normalName(name)) || LABEL.test(name));
  const people = judges(columns);
  const verdict = decided(columns, people, own);
  if (verdict !== undefined) return { ...columnsFrom("judges", people), beside: verdict.name };
  const kinds = new Set(own.filter(({ name }) => KINDS.has(normalName(name))));
  for (const { from, find, mayBeLabel } of [
    { from: "judges", find: () => people, mayBeLabel: none },
    { from: "flags", find: flags, mayBeLabel: kinds },
    { from: "votes", find: votes, mayBeLabel: kinds },
    { from: "flags", find: (all: readonly Column[]) => shares(all, own), mayBeLabel: new Set(own) },
    { from: "votes", find: counts, mayBeLabel: kinds },
  ] as const) {
    const found = find(columns);
    if (found.length === 0) continue;
    if (found.length > MOST_COLUMNS) return null;
    if (own.every((one) => found.includes(one) && mayBeLabel.has(one))) return columnsFrom(from, found);
    const beside = from === "votes" ? own.find((one) => says(one, mostVoted(found))) : undefined;
    return beside === undefined ? null : { ...columnsFrom(from, found), beside: beside.name };
  }
  return null;
}

function columnsFrom(from: LabelColumns["from"], found: readonly Column[]): LabelColumns {
  const list = found.map(({ name }) => name);
  return { name: nameTogether(list), from, columns: list };
}

const none: ReadonlySet<Column> = new Set();

function columnOf(name: string, values: readonly (Json | undefined)[]): Column {
  const cells = values.map((value) =>
    value === undefined || value === null ? "" : typeof value === "object" ? "{}" : String(value).trim(),
  );
  return { name, cells, numbers: cells.map((cell) => (cell === "" ? NaN : Number(cell))) };
}

const isFilled = ({ cells }: Column): boolean =>
  cells.filter((cell) => cell !== "").length >= cells.length * 0.9;
const isVaried = ({ cells }: Column): boolean => new Set(cells).size > 1;

/** Nothing but yes and no, in nine rows of ten. */
function flags(columns: readonly Column[]): readonly Column[] {
  const run = longest(runs(columns, (column) => isFilled(column) && column.cells.every(isFlag)));
  const found = run.length >= FEWEST_FLAGS ? run : longest(runs(columns, isAsked));
  const isAnswered = nearlyAll(found[0]?.cells ?? [], (_, row) =>
    found.some(({ cells }) => cells[row] !== ""),
  );
  return isAnswered && found.length >= FEWEST_FLAGS && found.filter(isVaried).length >= 2 ? found : [];
}

/** A flag that many rows leave out, as where not every text was judged for every label. */
const isAsked = ({ cells }: Column): boolean =>
  cells.every(isFlag) && cells.filter((cell) => cell !== "").length >= cells.length / 4;

const isFlag = (cell: string): boolean => FLAG.test(cell);

/** Answers of several people to one question: the same few answers, agreeing more than chance would. */
function judges(columns: readonly Column[]): readonly Column[] {
  const people = columns.filter(({ name, cells }) => {
    const values = new Set(cells.filter((cell) => cell !== ""));
    return JUDGE.test(name) && values.size >= 2 && values.size <= Math.min(MOST_VOTES, cells.length / 5);
  });
  const [first, ...others] = people;
  if (first === undefined || !others.some((other) => kappa(first, other) >= AGREE)) return [];
  return people;
}

/**
 * The column of what was decided, where one says what most of several people said (`label_final`), in these or in other
 * words; one that is called the label before others.
 */
function decided(
  columns: readonly Column[],
  people: readonly Column[],
  own: readonly Column[],
): Column | undefined {
  if (people.length === 0) return undefined;
  const most = mostSaid(people);
  return [...own, ...columns].find((column) => !people.includes(column) && says(column, most));
}

/** Whether a column says what another does, in the same values or in as many others. */
function says(column: Column, most: Column): boolean {
  if (new Set(column.cells).size > new Set(most.cells).size) return false;
  const cells = column.cells.map((cell) => commonest(most.cells.filter((_, i) => column.cells[i] === cell)));
  return kappa({ ...column, cells }, most) >= SAME;
}

function mostSaid(people: readonly Column[]): Column {
  const cells = people[0]!.cells.map((_, row) => commonest(people.map(({ cells }) => cells[row]!)));
  return { name: "", cells, numbers: [] };
}

/** Which of the columns has the most votes in each row. */
function mostVoted(counted: readonly Column[]): Column {
  const cells = counted[0]!.numbers.map((_, row) => {
    const most = Math.max(...counted.map(({ numbers }) => numbers[row]!));
    return counted.find(({ numbers }) => numbers[row] === most)?.name ?? "";
  });
  return { name: "", cells, numbers: [] };
}

const commonest = (cells: readonly string[]): string => mode(cells.filter((cell) => cell !== "")) ?? "";

/** Cohen's kappa of two columns, over the rows in which both say something. */
function kappa(a: Column, b: Column): number {
  const both = a.cells.flatMap((cell, i) => (cell !== "" && b.cells[i] !== "" ? [[cell, b.cells[i]!]] : []));
  const share = (is: (pair: readonly string[]) => boolean): number => both.filter(is).length / both.length;
  const expected = [...new Set(both.flat())].reduce(
    (sum, value) => sum + share(([x]) => x === value) * share(([, y]) => y === value),
    0,
  );
  return both.length < FEWEST_ROWS ? 0 : (share(([x, y]) => x === y) - expected) / (1 - expected);
}

/** Counts that sum to the same in all rows, or to what another column says, and shares of one whole. */
function votes(columns: readonly Column[]): readonly Column[] {
  const candidates = runs(columns, isCount).flatMap((run) => partsOf(run.slice(0, MOST_COLUMNS)));
  const shareRuns = runs(columns, isShare);
  const found = [...candidates, ...shareRuns].filter((part) => {
    const sums = part[0]!.numbers.map((_, row) => part.reduce((sum, { numbers }) => sum + numbers[row]!, 0));
    const most = mode(sums);
    const isTotal = ({ numbers }: Column): boolean =>
      nearlyAll(sums, (sum, row) => sum > 0 && sum === numbers[row]);
    const isWhole = nearlyAll(sums, (sum) => Math.abs(sum - 1) <= SOME);
    const isSame =
      most !== undefined && Number.isInteger(most) && most > 1 && nearlyAll(sums, (sum) => sum === most);
    const hasTotal = part.every(isCount) && columns.some((one) => !part.includes(one) && isTotal(one));
    return (isWhole || isSame || hasTotal) && isWonByTwo(part);
  });
  return longest(found);
}

/** Each beginning and end of a run of columns: a number of votes in all may stand beside them. */
function partsOf(run: readonly Column[]): (readonly Column[])[] {
  const most = run.length > MOST_VOTES ? [run] : run.map((_, from) => run.slice(from));
  return most.flatMap((rest) => rest.slice(1).map((_, i) => rest.slice(0, i + 2)));
}

function isWonByTwo(part: readonly Column[]): boolean {
  const rows = part[0]!.numbers.length;
  const wins = part.map(
    ({ numbers }) =>
      numbers.filter((value, row) => value > 0 && part.every((other) => other.numbers[row]! <= value)).length,
  );
  return wins.filter((won) => won >= SOME * rows).length >= 2;
}

/** Columns side by side that say what share of those who were asked chose a label, each by itself; and so the label. */
function shares(columns: readonly Column[], own: readonly Column[]): readonly Column[] {
  const run = longest(runs(columns, isShare));
  const isPartial = run.some(({ numbers }) => numbers.some((value) => !Number.isInteger(value)));
  if (run.length < FEWEST_FLAGS || !isPartial || run.filter(isVaried).length < 2) return [];
  return [...new Set([...own.filter(isShare), ...run])];
}

/** Columns side by side of a few votes each, and often none. */
function counts(columns: readonly Column[]): readonly Column[] {
  const run = longest(runs(columns, (column) => isCount(column) && !UNNAMED.test(column.name)));
  const all = run.flatMap(({ numbers }) => numbers);
  const areFew = all.filter((value) => value === 0).length >= all.length / 3;
  return run.length >= FEWEST_FLAGS && areFew && isWonByTwo(run) ? run : [];
}

/** What a column is called that has no name: what it counts may be anything, as how often its speaker lied before. */
export const UNNAMED = /^column \d+$/;
const isCount = ({ numbers }: Column): boolean =>
  numbers.every((value) => Number.isInteger(value) && value >= 0 && value <= MOST_VOTES);
const isShare = (column: Column): boolean =>
  isFilled(column) &&
  column.numbers.every((value, row) => column.cells[row] === "" || (value >= 0 && value <= 1));

/** The value that occurs most often, the first of several; undefined of none. */
function mode<Value>(values: readonly Value[]): Value | undefined {
  const times = tally(values);
  const most = Math.max(...times.values());
  return [...times].find(([, count]) => count === most)?.[0];
}

function nearlyAll<T>(values: readonly T[], is: (value: T, index: number) => boolean): boolean {
  return values.filter(is).length >= values.length * NEARLY_ALL;
}

/** The columns side by side of which something holds. */
function runs(columns: readonly Column[], holds: (column: Column) => boolean): (readonly Column[])[] {
  const found: Column[][] = [[]];
  for (const column of columns) {
    if (holds(column)) found.at(-1)!.push(column);
    else if (found.at(-1)!.length > 0) found.push([]);
  }
  return found.filter((run) => run.length > 0);
}

function longest(lists: readonly (readonly Column[])[]): readonly Column[] {
  return lists.reduce<readonly Column[]>((best, list) => (list.length > best.length ? list : best), []);
}
