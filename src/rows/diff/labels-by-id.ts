/** Joins texts with their labels where those stand in another file under the same ids or on the same lines, as the configuration says. */
import { posix } from "node:path";
import type { NotReviewed } from "../../model/coverage.ts";
import type {
  DatasetInput,
  FilePair,
  FileVersion,
  LabelsById,
  NotAnalysed,
  Side,
} from "../../model/dataset.ts";
import { get } from "../../model/json.ts";
import type { DatasetOptions, MadeColumn } from "../../model/options.ts";
import { idOf, scalarsIn } from "../open/made-columns.ts";
import { openVersion } from "../open/open-version.ts";
import { Unreadable } from "../unreadable.ts";
import { openOptions } from "./open-options.ts";
import { requireColumns } from "./require-columns.ts";

type FromFile = Extract<MadeColumn, { readonly from: "file" }>;

/** A review's files, where those with texts have their labels. */
export interface JoinedInput extends Pick<DatasetInput, "pairs" | "context"> {
  readonly notAnalysed: readonly NotAnalysed[];
  /** The labels that a change brings for ids of no text: known once all rows have been read. */
  readonly withoutText: () => NotReviewed[];
}

/**
 * Gives texts the labels of the same version of their other file, which is no more reviewed by itself. Where that one alone
 * changed, the texts are reviewed with it.
 */
export async function withLabelsById(input: DatasetInput, options: DatasetOptions): Promise<JoinedInput> {
  const notAnalysed: NotAnalysed[] = [];
  const tables = new Map<string, Joined>();
  const join = async (version: FileVersion | null, side: Side): Promise<FileVersion | null> => {
    const from = version && labelsElsewhere(options, version.path);
    if (!from) return version;
    const path = pathOf(version, from);
    const key = JSON.stringify([side, path, from.id, from.column]);
    const joined = tables.get(key) ?? { path, side, labels: await tableAt(path, side, from) };
    tables.set(key, joined);
    return joined.labels === null ? version : { ...version, labels: joined.labels };
  };
  const tableAt = async (path: string, side: Side, from: FromFile): Promise<LabelsById | null> => {
    const changed = input.pairs.find(({ base, head }) => (side === "head" ? head : base)?.path === path);
    const version = changed?.[side] ?? input.context.find((file) => file.path === path);
    try {
      if (!version)
        throw new Unreadable(
          "By the configuration labels stand in this file, which is not among those that are reviewed. Mend `file:`, or `include:` it.",
        );
      return await labelsById(version, from, options);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      if (side === "head") notAnalysed.push({ path, reason: error.message });
      return null;
    }
  };

  const pairs: FilePair[] = [];
  for (const { base, head } of input.pairs)
    pairs.push({ base: await join(base, "base"), head: await join(head, "head") });
  const context: FileVersion[] = [];
  for (const version of input.context) {
    const base = (await join(version, "base"))!;
    const from = labelsElsewhere(options, version.path);
    const path = from && pathOf(version, from);
    const isRelabelled = input.pairs.some((pair) => (pair.head ?? pair.base)!.path === path);
    if (isRelabelled) pairs.push({ base, head: await join(version, "head") });
    else context.push(base);
  }
  const files = new Set(Array.from(tables.values(), ({ path }) => path));
  const isText = ({ path }: FileVersion): boolean => !files.has(path);
  return {
    pairs: pairs.filter((pair) => isText((pair.head ?? pair.base)!)),
    context: context.filter(isText),
    notAnalysed,
    withoutText: () =>
      [...files].flatMap((path) => {
        const of = (wanted: Side): LabelsById[] =>
          [...tables.values()].flatMap(({ path: at, side, labels }) =>
            at === path && side === wanted && labels !== null ? [labels] : [],
          );
        return leftOver(path, of("base"), of("head"));
      }),
  };
}

/** What one rule reads of one version of a file with labels; null where it cannot be read. */
interface Joined {
  readonly path: string;
  readonly side: Side;
  readonly labels: LabelsById | null;
}

/** The rule by which the texts of a file have their labels in another one; undefined where they have none there. */
export function labelsElsewhere({ columnsFor }: DatasetOptions, path: string): FromFile | undefined {
  return columnsFor(path).made?.find((column) => column.from === "file");
}

function pathOf(texts: FileVersion, { file }: FromFile): string {
  return posix.join(posix.dirname(texts.path), file);
}

/** Throws `Unreadable` for a file that lacks the columns, or some of whose records cannot be read. */
async function labelsById(
  version: FileVersion,
  { id, column }: FromFile,
  options: DatasetOptions,
): Promise<LabelsById> {
  const opened = await openVersion(version, {
    ...openOptions(options, {}),
    configured: [id, column].filter((name) => name !== null),
    labels: null,
    isProse: column === null,
  });
  const labels = new Map<string, { labels: string[]; line: number }>();
  const names = new Set<string>();
  for await (const batch of opened.batches()) {
    let next = 0;
    opened.reader.parse(
      batch,
      (index, fields) => {
        if (fields === null || index !== next) unreadRecord(batch.lines[Math.min(index, next)]!);
        next = index + 1;
        for (const name in fields) if (names.size < 1000) names.add(name);
        const key = id === null ? String(batch.lines[index]!) : idOf(get(fields, id));
        const found = labels.get(key) ?? { labels: [], line: batch.lines[index]! };
        found.labels.push(...scalarsIn(get(fields, column ?? "text")));
        if (found.labels.length > MOST_LABELS) crowdedId(batch.lines[index]!);
        labels.set(key, found);
      },
      true,
    );
    if (next !== batch.count) unreadRecord(batch.lines[next]!);
  }
  requireColumns({ id: id ?? undefined, label: column ?? undefined }, [...names]);
  return { labels, asked: new Set() };
}

/** Each text of an id takes all of its labels: thousands under one id, and thousands of texts, would be millions. */
const MOST_LABELS = 200;

function crowdedId(line: number): never {
  throw new Unreadable(
    `Labels stand in this file, and the id on line ${line} has more than ${MOST_LABELS}. Name another column in \`id:\`, or mend the file.`,
  );
}

function unreadRecord(line: number): never {
  throw new Unreadable(`Labels stand in this file, and its record on line ${line} cannot be read. Mend it.`);
}

const MOST_NAMED = 5;

/** The labels of the head that no text asked for, by whichever rule, of ids that the base's file does not have. */
function leftOver(path: string, base: readonly LabelsById[], head: readonly LabelsById[]): NotReviewed[] {
  const left = new Map(head.flatMap(({ labels }) => Array.from(labels, ([id, { line }]) => [id, line])));
  for (const { asked } of head) for (const id of asked) left.delete(id);
  for (const { labels } of base) for (const id of labels.keys()) left.delete(id);
  const lines = [...new Set(left.values())];
  if (lines.length === 0) return [];
  const named = `${lines.slice(0, MOST_NAMED).join(", ")}${lines.length > MOST_NAMED ? " …" : ""}`;
  return [
    {
      path,
      reason: `${lines.length} new ${lines.length === 1 ? "label" : "labels"} in ${path} (line ${named}) stand under the id of no text`,
      remedy: "bring the texts in the same change, or take these lines out",
      configuration: null,
      replaces: null,
      grade: "suspicious",
    },
  ];
}
