/** Reads a data card, the YAML at the head of a README.md by which Hugging Face knows a dataset: its files and its labels. */
import { createReadStream } from "node:fs";
import { lstat } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import * as z from "zod";
import { type ConfigError, formatConfigError, parseYaml } from "../config/parse.ts";
import { pattern } from "../config/values.ts";

/** What a card says that a configuration can say too. */
export interface DataCard {
  /** Path patterns of the data files, of all configs and splits. */
  readonly include: readonly string[];
  /** The split that it gives each of these patterns, and those of files elsewhere, to. */
  readonly splits: readonly (readonly [pattern: string, split: string])[];
  /** What it makes of columns: `label as target`. */
  readonly roles: readonly string[];
  readonly labels: readonly CardLabel[];
  /** What could not be used, for the person at the terminal. */
  readonly note: string | null;
}

/** A column that the card declares as labels, in the files that it declares it for; names in order of their numbers. */
export interface CardLabel {
  readonly files: readonly string[];
  readonly column: string;
  readonly names: readonly string[];
}

const CARD = "README.md";
const KiB = 1024;
/** As long as a configuration may be. */
const MOST_BYTES = 64 * KiB;
/** As many patterns as a configuration may hold. */
const MOST_PATTERNS = 100;

const word = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const paths = z.union([z.string(), z.array(z.string())]);
const dataFiles = z.union([
  z.string(),
  z.array(z.union([z.string(), z.object({ path: paths, split: word.default("train") })])),
]);
// Older cards list the names alone.
const config = z.preprocess(
  (value) => (typeof value === "object" ? value : { config_name: value }),
  z.object({
    config_name: word.default("default"),
    data_dir: z.string().default("."),
    data_files: dataFiles.nullish(),
  }),
);
const info = z.object({
  config_name: word.default("default"),
  features: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).default([]),
});
const card = z.object({
  configs: z.array(config).default([]),
  dataset_info: z.union([info, z.array(info)]).default([]),
  "train-eval-index": z.array(z.object({ col_mapping: z.record(z.string(), word) })).catch([]),
});

// A map of numbers to names comes in the order of the numbers, however it was written.
const names = z.union([z.array(word), z.record(z.string(), word)]).transform(Object.values<string>);
const classLabel = z.union([
  z.object({ dtype: z.object({ class_label: z.object({ names }) }) }).transform((of) => of.dtype.class_label),
  z.object({ _type: z.literal("ClassLabel"), names }),
]);
const column = z.string().min(1).max(256);

/** The card of a folder; null where there is none. A link is not followed: it could lead anywhere. */
export async function cardOf(folder: string): Promise<DataCard | null> {
  const file = path.join(folder, CARD);
  const isFile = await lstat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) return null;
  return readCard((await buffer(createReadStream(file, { end: MOST_BYTES - 1 }))).toString("utf8"));
}

/** What the text of a README.md says as a data card; null where it has no YAML at its head. Never throws. */
export function readCard(text: string): DataCard | null {
  const yaml = cardYaml(text);
  if (yaml === null) return null;
  if (yaml === "")
    return unusable({ line: 1, key: "", message: "the YAML at its head has no end (---) within 64 KiB" });
  const parsed = parseYaml(card, yaml, CARD);
  if ("errors" in parsed) return unusable(parsed.errors[0]!);
  const { configs, dataset_info: infos, "train-eval-index": index } = parsed.value;
  const splits = configs.flatMap(filesOf);
  const named = new Map(configs.map((one) => [one.config_name, filesOf(one).map(([file]) => file)]));
  const all = [...new Set([...named.values()].flat())];
  const include = all.filter(isUsable).slice(0, MOST_PATTERNS);
  return {
    include,
    splits,
    roles: index.flatMap((one) =>
      Object.entries(one.col_mapping).map(([name, role]) => `${name} as ${role}`),
    ),
    labels: labelsOf([infos].flat(), named),
    note:
      include.length === all.length
        ? null
        : `${CARD}: ${all.length - include.length} of its data_files are elsewhere or no path pattern here, and are left aside.`,
  };
}

/** The YAML at the head of a text, as lines of the same numbers; null where there is none, empty where it has no end. */
export function cardYaml(text: string): string | null {
  const [head, ...lines] = text.replace(/^\ufeff/, "").split(/\r?\n/);
  if (head !== "---") return null;
  const end = lines.findIndex((line) => /^---\s*$/.test(line));
  // The first line keeps the count of lines.
  return end < 0 ? "" : withNumberedNames([head, ...lines.slice(0, end)].join("\n"));
}

/** YAML whose keys are words: older cards number their labels without quotes. */
export function withNumberedNames(yaml: string): string {
  return yaml.replace(/^([ \t]*)(\d+):(?=\s|$)/gm, '$1"$2":');
}

function unusable(error: Pick<ConfigError, "line" | "key" | "message">): DataCard {
  const remedy = "The data card is left aside; mend it, and begin again, to have it read.";
  return {
    include: [],
    splits: [],
    roles: [],
    labels: [],
    note: formatConfigError({ ...error, file: CARD, remedy }),
  };
}

function filesOf({
  data_dir: folder,
  data_files: files,
}: z.output<typeof config>): [file: string, split: string][] {
  const own = [files ?? (folder === "." ? [] : "**")]
    .flat()
    .map((one) => (typeof one === "string" ? { path: one, split: "train" } : one));
  return own.flatMap(({ path: names, split }) =>
    [names]
      .flat()
      .map(
        (name) => [/^\/|:\/\//.test(name) ? name : path.posix.join(folder, name), split] as [string, string],
      ),
  );
}

/** Whether a path of the card can be a pattern of files here. */
export function isUsable(name: string): boolean {
  return pattern.safeParse(name).success && !/:\/\/|^\/|^\.\.(\/|$)/.test(name);
}

/** A card of one dataset speaks of all its files; of several each speaks of those that its config names. */
function labelsOf(
  infos: readonly z.output<typeof info>[],
  named: ReadonlyMap<string, readonly string[]>,
): CardLabel[] {
  return infos.flatMap(({ config_name: name, features }) => {
    const own = (named.get(name) ?? []).filter(isUsable).slice(0, MOST_PATTERNS);
    const files = own.length > 0 ? own : infos.length === 1 ? ["**"] : [];
    const declared = Array.isArray(features)
      ? features.map((feature) => [(feature as { name?: unknown } | null)?.name, feature])
      : Object.entries(features);
    return declared.flatMap(([feature, value]) => {
      const [called, label] = [column.safeParse(feature), classLabel.safeParse(value)];
      return files.length > 0 && called.success && label.success
        ? [{ files, column: called.data, names: label.data.names }]
        : [];
    });
  });
}
