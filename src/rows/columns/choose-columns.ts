import type { Columns } from "../../model/dataset.ts";
import type { ColumnOptions } from "../../model/options.ts";
import { idNames, labelNames, responseNames, textGroups, textNames } from "../formats/column-names.ts";
import type { Fields } from "../formats/reader.ts";
import { type ColumnStats, columnStats, isAddressName, lastWord } from "./column-stats.ts";

/** What stands for a label column in the configuration where the rows carry no label. */
const NO_LABEL = "none";

/**
 * Decides which columns hold what, over a sample: by the configuration, else by the file's shape (`known`), else by the
 * field's common names, else by what the values look like. The same sample gives the same choice.
 */
export function chooseColumns(
  sample: readonly Fields[],
  configured: ColumnOptions,
  known: ColumnOptions = {},
): Columns {
  const stats = columnStats(sample);
  return described(choose(stats, given(known, configured)), stats, configured, known);
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
  const before = choose(columnStats(base), given(known, configured));
  const stats = columnStats([...base, ...head]);
  const { text, label, response, id, unlabelled } = before;
  if (text.length > 0 && (label !== null || unlabelled)) return described(before, stats, configured, known);
  const settled = given({
    text: text.length > 0 ? text : undefined,
    label: unlabelled ? NO_LABEL : (label ?? undefined),
    response: response ?? undefined,
    id: id ?? undefined,
  });
  const after = choose(stats, settled);
  const both = { ...after, chat: before.chat || after.chat, reasons: [...before.reasons, ...after.reasons] };
  return described(both, stats, configured, known);
}

/** Roles as they were found, and why. */
interface Choice extends Pick<Columns, "text" | "label" | "response" | "id"> {
  readonly unlabelled: boolean;
  readonly chat: boolean;
  readonly reasons: readonly string[];
}

/** Columns that are settled already; of several choices the last that makes one. */
function given(...choices: readonly ColumnOptions[]): ColumnOptions {
  const made = choices.flatMap((choice) => Object.entries(choice).filter(([, value]) => value !== undefined));
  return Object.fromEntries(made);
}

function choose(stats: readonly ColumnStats[], settled: ColumnOptions): Choice {
  const taken = new Set<ColumnStats>();
  const reasons: string[] = [];
  const named = (name: string): ColumnStats | undefined => stats.find((column) => column.name === name);
  const take = <T extends ColumnStats | null>(column: T): T => {
    if (column) taken.add(column);
    return column;
  };
  for (const name of [settled.label, settled.response, settled.id, ...(settled.text ?? [])]) {
    const column = name === undefined ? undefined : named(name);
    if (column) taken.add(column);
  }
  const free = (): ColumnStats[] => stats.filter((column) => !taken.has(column));

  const id = settled.id ?? take(findId(free()))?.name ?? null;
  const chat = settled.text || settled.response ? null : take(free().find((column) => column.chat) ?? null);
  const unlabelled = settled.label === NO_LABEL && named(NO_LABEL) === undefined;
  const label = unlabelled ? null : (settled.label ?? take(findLabel(free(), reasons))?.name ?? null);
  const text = settled.text ?? (chat ? [chat.name] : findText(free(), reasons, take));
  const response = settled.response ?? (chat ? chat.name : (take(findResponse(free(), text))?.name ?? null));
  return { text, label, unlabelled, response, id, chat: chat !== null, reasons };
}

function described(
  choice: Choice,
  stats: readonly ColumnStats[],
  configured: ColumnOptions,
  known: ColumnOptions,
): Columns {
  const { text, label, unlabelled, response, id } = choice;
  return {
    text,
    label,
    ...(unlabelled && { unlabelled }),
    response,
    id,
    all: stats.map((column) => column.name),
    reason: stats.length === 0 ? "The file has no readable rows." : reasonFor(choice, configured, known),
  };
}

function findId(columns: readonly ColumnStats[]): ColumnStats | null {
  const unique = columns.filter(
    (column) => column.distinct >= column.filled / 2 && column.words < 1.5 && column.length <= 64,
  );
  return byName(unique, idNames);
}

/** A label is a column of few distinct, short values. */
function looksLikeLabel(column: ColumnStats): boolean {
  if (column.filled === 0 || column.chat) return false;
  if (column.numeric > 0.9) return true;
  return column.length <= 80 && (column.filled < 20 || column.distinct <= column.filled * 0.6);
}

function isRepetitive(column: ColumnStats): boolean {
  return column.distinct <= Math.max(10, Math.min(200, column.filled / 4));
}

function findLabel(columns: readonly ColumnStats[], reasons: string[]): ColumnStats | null {
  const candidates = columns.filter(looksLikeLabel);
  const repetitive = candidates.filter(isRepetitive);
  const named =
    byName(repetitive, labelNames) ??
    byName(candidates, labelNames) ??
    byLastWord(repetitive, labelNames) ??
    byLastWord(candidates, labelNames);
  if (named) {
    reasons.push(`"${named.name}" is a common name for a label`);
    return named;
  }
  const wordiest = Math.max(0, ...columns.map((column) => (column.wordy > 0.5 ? column.length : 0)));
  const few = candidates.filter(
    (column) =>
      column.filled >= 20 &&
      column.fill >= 0.8 &&
      column.distinct >= 2 &&
      column.distinct <= Math.min(100, column.filled / 5) &&
      column.length < wordiest &&
      column.words < 5 &&
      !isAddressName(column.name),
  );
  // Words before numbers, fewer values before more, and the last one: a label usually closes the row.
  few.sort(
    (a, b) =>
      Number(a.numeric > 0.5) - Number(b.numeric > 0.5) || a.distinct - b.distinct || b.position - a.position,
  );
  const found = few[0] ?? null;
  if (found) reasons.push(`"${found.name}" has only ${found.distinct} different values`);
  return found;
}

function findText(
  columns: readonly ColumnStats[],
  reasons: string[],
  take: (column: ColumnStats) => ColumnStats,
): string[] {
  const candidates = columns.filter((column) => column.wordy > 0.5 && !isAddressName(column.name));
  const varied = candidates.filter((column) => column.filled < 20 || column.distinct > column.filled * 0.3);
  for (const group of textGroups) {
    const members = group.map((name) => candidates.find((column) => column.normal === name));
    if (!members.every((member) => member !== undefined)) continue;
    reasons.push(`${members.map(({ name }) => `"${name}"`).join(" and ")} are common names for text`);
    return members.map((member) => take(member).name);
  }
  const named = byName(varied, textNames) ?? byLastWord(varied, textNames) ?? byName(candidates, textNames);
  if (named) {
    reasons.push(`"${named.name}" is a common name for text`);
    return [take(named).name];
  }
  const sentences = varied.filter((column) => column.fill >= 0.3 && column.words >= 1.5);
  const longest = (
    sentences.length > 0 ? sentences : varied.filter((column) => column.fill >= 0.3)
  ).reduce<ColumnStats | null>(
    (best, column) => (best && best.length >= column.length ? best : column),
    null,
  );
  if (!longest) return [];
  reasons.push(`"${longest.name}" holds the longest texts`);
  return [take(longest).name];
}

function findResponse(columns: readonly ColumnStats[], text: readonly string[]): ColumnStats | null {
  if (text.length === 0) return null;
  return byName(
    columns.filter((column) => column.wordy > 0.3),
    responseNames,
  );
}

function byName(columns: readonly ColumnStats[], names: readonly string[]): ColumnStats | null {
  for (const name of names) {
    const found = columns.find((column) => column.normal === name);
    if (found) return found;
  }
  return null;
}

/** `tweet_text` and `sentimentLabel`: the last word of a name tells what it is. */
function byLastWord(columns: readonly ColumnStats[], names: readonly string[]): ColumnStats | null {
  for (const name of names) {
    if (name.length < 4) continue;
    const found = columns.find((column) => lastWord(column.name) === name);
    if (found) return found;
  }
  return null;
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
