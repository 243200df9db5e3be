/** Decides which column holds the text, which the label, the answer and the id. */
import type { Columns } from "../../model/dataset.ts";
import { get } from "../../model/json.ts";
import { type ColumnOptions, NO_LABEL } from "../../model/options.ts";
import { idNames, ratedTexts, responseNames, textGroups } from "../formats/column-names.ts";
import { labelSign, TAGGED } from "../formats/joined-labels.ts";
import { KEY_COLUMN } from "../formats/json.ts";
import type { Fields } from "../formats/reader.ts";
import { byName } from "./by-name.ts";
import { type ColumnStats, columnNames, columnStats } from "./column-stats.ts";
import { side, turnsOf } from "./conversations.ts";
import { findLabel, isCalledLabel, isChosen, otherLabels, saysLabel } from "./find-label.ts";
import { findPair, findResponse, findText } from "./find-texts.ts";
import { labelVectorLength } from "./label-vector.ts";
import { otherTexts } from "./other-texts.ts";

/**
 * Decides which columns hold what, over a sample: by the configuration, else by the file's shape (`known`), else by the
 * field's common names, else by what the values look like. The same sample gives the same choice.
 */
export function chooseColumns(
  sample: readonly Fields[],
  configured: ColumnOptions,
  known: ColumnOptions = {},
): Columns {
  return described(choose(sample, given(known, configured)), configured, known);
}

/**
 * Decides for both versions of a file. The base decides; the head is asked only for what the base has no column for:
 * else a row that is added could choose what all others are reviewed by.
 */
export function columnsOfPair(
  base: readonly Fields[],
  head: readonly Fields[],
  configured: ColumnOptions,
  known: ColumnOptions = {},
): Columns {
  if (base.length === 0 || head.length === 0)
    return chooseColumns(base.length === 0 ? head : base, configured, known);
  const before = choose(base, given(known, configured));
  const { text, label, response, id, unlabelled } = before;
  const both = [...base, ...head];
  if (text.length > 0 && (label !== null || unlabelled))
    return described({ ...before, all: columnNames(both) }, configured, known);
  const settled = given({
    text: text.length > 0 ? text : undefined,
    label: unlabelled ? NO_LABEL : (label ?? undefined),
    response: response ?? undefined,
    id: id ?? undefined,
    hasNoLabel: known.hasNoLabel,
  });
  const after = choose(both, settled, response === null);
  const found = { chat: before.chat || after.chat, reasons: [...before.reasons, ...after.reasons] };
  return described({ ...after, ...found }, configured, known);
}

/** Roles as they were found, and why. */
interface Choice
  extends Pick<
    Columns,
    | "text"
    | "label"
    | "labelVector"
    | "labelSign"
    | "labelColumns"
    | "labelsFrom"
    | "equalLabels"
    | "otherLabels"
    | "guessedLabels"
    | "response"
    | "id"
  > {
  readonly unlabelled: boolean;
  readonly all: readonly string[];
  readonly chat: boolean;
  readonly reasons: readonly string[];
}

/** Columns that are settled already; of several choices the last that makes one. */
function given(...choices: readonly ColumnOptions[]): ColumnOptions {
  const made = choices.flatMap((choice) => Object.entries(choice).filter(([, value]) => value !== undefined));
  return Object.fromEntries(made);
}

/** Columns that are labels beside the chosen one: those that the file's shape tells, and those that are found beside it. */
function labelsBeside(
  free: readonly ColumnStats[],
  chosen: ColumnStats | undefined,
  sample: readonly Fields[],
  { otherLabels: names, label, hasNoLabel, made }: ColumnOptions,
): readonly ColumnStats[] {
  const told = free.filter(({ name }) => names?.includes(name));
  const isSought = told.length > 0 || (label === undefined && hasNoLabel !== true);
  const parts = new Set(made?.flatMap((one) => ("columns" in one ? one.columns : [])));
  const rest = free.filter((column) => !told.includes(column) && !parts.has(column.name));
  return isSought && chosen ? [...otherLabels(rest, chosen, sample), ...told] : told;
}

/** Beside a label that is a guess itself, the others are labels as likely as it is; so are those that the file's shape tells. */
function namesOfOthers(
  others: readonly ColumnStats[],
  chosen: ColumnStats,
  sample: readonly Fields[],
  told: readonly string[] = [],
) {
  const guessed = others.filter(
    (column) => !told.includes(column.name) && !saysLabel(column, chosen, sample),
  );
  return {
    otherLabels: others.map(({ name }) => name),
    guessedLabels: isCalledLabel(chosen) ? guessed.map(({ name }) => name) : [],
  };
}

/** @param mayBeKinds whether answers may be labels; those of a base that are none are not made so by a change */
function choose(sample: readonly Fields[], settled: ColumnOptions, mayBeKinds = true): Choice {
  const stats = columnStats(sample);
  const taken = new Set<ColumnStats>();
  const reasons: string[] = [];
  const named = (name: string): ColumnStats | undefined => stats.find((column) => column.name === name);
  const take = <T extends ColumnStats | null>(column: T): T => {
    if (column) taken.add(column);
    return column;
  };
  for (const name of [settled.label, settled.response, settled.id, ...(settled.text ?? [])])
    take(stats.find((column) => column.name === name) ?? null);
  const free = (): ColumnStats[] => stats.filter((column) => !taken.has(column));

  const id = settled.id ?? take(findId(free()))?.name ?? null;
  const chat = settled.text || settled.response ? null : take(findChat(free(), sample));
  const unlabelled = settled.label === NO_LABEL && named(NO_LABEL) === undefined;
  const isSought = settled.label === undefined && settled.hasNoLabel !== true;
  const found = isSought ? (take(findLabel(free(), reasons))?.name ?? null) : (settled.label ?? null);
  const label = unlabelled ? null : found;
  const labelVector = label === null ? null : labelVectorLength(sample, label);
  if (labelVector !== null) reasons.push(`"${label!}" holds a number for each of ${labelVector} labels`);
  const sign = label === null ? null : labelSign(stringsIn(sample, label));
  if (sign !== null && sign !== TAGGED) reasons.push(`"${label!}" holds labels joined by ${sign}`);
  const made = settled.made?.find(({ name }) => name === label);
  const equal = settled.made?.filter((one) => one.from === "equal") ?? [];
  const groups = named(label ?? "")?.truth === true ? [...ratedTexts, ...textGroups] : textGroups;
  const pair = label === null && !unlabelled && !settled.text && !settled.response ? findPair(free()) : null;
  if (pair) reasons.push(`${listOf(pair.map(take))} are two texts, of which the second answers the first`);
  const chosen =
    settled.text ??
    (pair ? [pair[0].name] : chat ? [chat.name] : findText(free(), groups, reasons, take, label !== null));
  const answer = pair ? pair[1] : take(findResponse(free(), chosen, label === null));
  const response = settled.response ?? (chat ? chat.name : (answer?.name ?? null));
  const beside =
    settled.text || chat || label === null || chosen.length === 0
      ? []
      : otherTexts(free(), sample, label, chosen, response);
  if (beside.length > 0)
    reasons.push(`${listOf(beside.map(take))} ${beside.length === 1 ? "holds" : "hold"} words as well`);
  const others = labelsBeside(free(), named(label ?? ""), sample, settled);
  const look = others.length === 1 ? "looks like a label too and is" : "look like labels too and are";
  if (others.length > 0) reasons.push(`${listOf(others)} ${look} not tested`);
  const isOpen = settled.label === undefined && isNoKind(named(label ?? ""));
  const answers = mayBeKinds && isOpen && response !== null ? answerKinds(sample, response) : 0;
  if (answers > 0) reasons.push(`the answers are ${answers} different ones, and tested as labels`);
  return {
    text: [...chosen, ...beside.map(({ name }) => name)],
    label: answers > 0 ? response : label,
    ...(labelVector !== null && { labelVector }),
    ...(sign !== null && { labelSign: sign }),
    ...(made && "columns" in made && { labelColumns: made.columns, labelsFrom: made.from }),
    ...(equal.length > 0 && { equalLabels: equal }),
    ...(others.length > 0 && namesOfOthers(others, named(label!)!, sample, settled.otherLabels)),
    unlabelled,
    // In conversations the answer stays where it is.
    response: answers > 0 && chosen[0] !== response ? null : response,
    id,
    all: stats.map(({ name }) => name),
    chat: chat !== null,
    reasons,
  };
}

/** A task that is the same in all rows labels none of them, nor does the list in which they stand where answers do. */
const isNoKind = (column?: ColumnStats): boolean =>
  !column || column.name === KEY_COLUMN || !isChosen(column);

const FEWEST_ANSWERS = 20;
const MOST_KINDS = 100;
const ROWS_OF_A_KIND = 10;

/** How many different answers come again and again: those are classes, written as answers. 0 where they are no such. */
function answerKinds(sample: readonly Fields[], column: string): number {
  const answers = sample.flatMap((fields) => {
    const cell = get(fields, column) ?? null;
    const turns = turnsOf(cell);
    const answer = turns ? side(turns, true) : typeof cell === "string" ? cell.trim() : "";
    return answer === "" ? [] : [answer];
  });
  const kinds = new Set(answers).size;
  // What is worked out in several ways is one answer: the classes of answers tell it by its result.
  if (answers.some((answer) => answer.includes("\n#### "))) return 0;
  const areKinds = kinds >= 2 && kinds <= Math.min(MOST_KINDS, answers.length / ROWS_OF_A_KIND);
  return areKinds && answers.length >= FEWEST_ANSWERS ? kinds : 0;
}

/** A prompt that is written as turns is answered where a column of its own holds the answer. */
function findChat(columns: readonly ColumnStats[], sample: readonly Fields[]): ColumnStats | null {
  const chat = columns.find((column) => column.chat) ?? null;
  if (chat === null || stringsIn(sample, chat.name).length === 0) return chat;
  const answer = columns.some(
    (column) => !column.chat && column.fill > 0.5 && responseNames.includes(column.normal),
  );
  return answer ? null : chat;
}

function stringsIn(sample: readonly Fields[], column: string): string[] {
  return sample.flatMap((fields) => {
    const cell = get(fields, column);
    return typeof cell === "string" ? [cell.trim()] : [];
  });
}

/** Results of a crowd have a hundred columns of one kind. */
const MOST_NAMED = 8;

function listOf(columns: readonly ColumnStats[]): string {
  const names = columns.slice(0, MOST_NAMED).map(({ name }) => `"${name}"`);
  const more = columns.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(" and ");
}

function described(choice: Choice, configured: ColumnOptions, known: ColumnOptions): Columns {
  const { chat, reasons, unlabelled, all, ...roles } = choice;
  return {
    ...roles,
    ...(unlabelled && { unlabelled }),
    all,
    reason: all.length === 0 ? "The file has no readable rows." : reasonFor(choice, configured, known),
  };
}

function findId(columns: readonly ColumnStats[]): ColumnStats | null {
  const unique = columns.filter(
    (column) => column.distinct >= column.filled / 2 && column.words < 1.5 && column.length <= 64,
  );
  return byName(unique, idNames);
}

function reasonFor(
  { text, label, chat, reasons }: Choice,
  configured: ColumnOptions,
  known: ColumnOptions,
): string {
  const parts: string[] = [];
  if (configured.text || configured.label !== undefined) parts.push("configured by the maintainer");
  else if (known.text || known.label !== undefined) parts.push("told by the shape of the file");
  if (chat) parts.push("conversations: the user's turns are text, the assistant's are the response");
  parts.push(...reasons);
  if (text.length === 0) parts.push("no column holds text");
  if (label === null && configured.label === undefined) parts.push("no column looks like a label");
  const sentence = parts.join("; ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
