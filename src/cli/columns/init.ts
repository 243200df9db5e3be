/** `dataset-review init`: writes a configuration that says what a review would read, to be corrected by hand. */
import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { Command } from "commander";
import { configPaths, defaultInclude } from "../../config/dataset-paths.ts";
import { pathMatcher, patternOf } from "../../config/glob.ts";
import type { Columns } from "../../model/dataset.ts";
import { line } from "../../report/hostile.ts";
import type { ColumnLook } from "../../rows/diff/look-at-columns.ts";
import type { CardLabel, DataCard } from "../../versions/card.ts";
import { InputError } from "../../versions/input-error.ts";
import { exitStatus } from "../exit-status.ts";
import { writeOut, writeOutputFile } from "../output.ts";
import { configIn } from "../scan/config.ts";
import type { Terminal } from "../terminal.ts";
import type { CardLook } from "./look-with-card.ts";
import { writeTemplate } from "./pull-request-template.ts";

/** The command `init`. */
export function initCommand(terminal: Terminal, finish: (status: number) => void): Command {
  return new Command("init")
    .description(`Write ${configPaths[0]!} with the columns that are found in a folder's datasets.`)
    .argument("[folder]", "root of the repository", ".")
    .option("--print", "print it instead of writing the file", false)
    .action(async (folder: string, { print }: { readonly print: boolean }) => {
      if ((await stat(folder).catch(() => null))?.isFile())
        throw new InputError(`${folder} is a file`, "Give the root of the repository.");
      if (!print) await refuseExisting(folder);
      const { cardOf } = await import("../../versions/card.ts");
      const { lookWithCard } = await import("./look-with-card.ts");
      const card = await cardOf(folder);
      if (card?.note) await writeOut(terminal.stderr, `${line(card.note)}\n`);
      const text = configurationOf(await lookWithCard(folder, card), card);
      if (print) await writeOut(terminal.stdout, text);
      else {
        const file = path.join(folder, configPaths[0]!);
        await mkdir(path.dirname(file), { recursive: true });
        await writeOutputFile(file, text);
        await writeOut(
          terminal.stderr,
          `Written to ${file}. Read it, correct what is wrong, and see \`dataset-review columns\`.\n`,
        );
        const template = await writeTemplate(folder);
        if (template !== null)
          await writeOut(
            terminal.stderr,
            `Written to ${template}: authors may say there what a change does, and it is checked.\n`,
          );
      }
      finish(exitStatus.passed);
    });
}

async function refuseExisting(folder: string): Promise<void> {
  const found = await configIn(folder);
  if (found !== null)
    throw new InputError(
      `${found.file} is there already`,
      "Edit it, or give --print to see what would be written.",
    );
}

/** One entry for the files that are read alike. What was not found is left as a comment, for a person to fill in. */
function configurationOf({ files, isAdded }: CardLook, card: DataCard | null): string {
  const entries = new Map<string, Entry>();
  const joins = labelsElsewhere(files);
  const isOfLabels = (name: string): boolean => [...joins.values()].some(({ path }) => path === name);
  for (const { path: name, look } of files) {
    if (look === null || isOfLabels(name)) continue;
    const { text, label, response, id } = look.columns;
    const labels = [label, ...look.alternatives.label];
    const declared = (card?.labels ?? []).filter(
      ({ files: of, column }) => labels.includes(column) && pathMatcher(of)(name),
    );
    const labelsIn = joins.get(name);
    const key = JSON.stringify([text, label, response, id, declared, labelsIn]);
    const entry = entries.get(key);
    if (entry === undefined) entries.set(key, { paths: [name], look, declared, labelsIn });
    else entry.paths.push(name);
  }
  const unread = files.filter(({ look }) => look === null);
  return [
    "# What dataset-review reads in each file. Read from the base branch: a pull request cannot change its own review.",
    ...unread.flatMap(({ path: name, reason, configuration }) => [
      `# Not read: ${line(name)}: ${line(reason ?? "")}`,
      ...(configuration ?? "").split("\n").flatMap((text) => (text === "" ? [] : [`#   ${line(text, 300)}`])),
    ]),
    ...(card === null ? [] : includeOf({ files, isAdded }, card)),
    entries.size === 0 ? "columns: []" : "columns:",
    // The first entry that matches decides: those whose files are named come before those of whole folders.
    ...[...entries.values()].sort((a, b) => a.paths.length - b.paths.length).flatMap(entryOf),
    "",
  ].join("\n");
}

/**
 * Files that only the card names are added to the usual ones. That the card leaves others out is a comment: the card can
 * be changed with the data, and what it names later must not go unread.
 */
function includeOf({ files, isAdded }: CardLook, { include }: DataCard): string[] {
  const [isUsual, isNamed] = [pathMatcher(defaultInclude), pathMatcher(include)];
  const paths = files.filter(({ look }) => look !== null).map(({ path: name }) => name);
  const patterns = isAdded ? [...defaultInclude, ...patternsFor(paths.filter((name) => !isUsual(name)))] : [];
  const isNarrower = include.length > 0 && paths.some((name) => !isNamed(name));
  return [
    ...(isNarrower
      ? [`# Only these are data files in the data card: ${line(include.map(quoted).join(", "), 400)}`]
      : []),
    ...(isAdded ? [`include: [${patterns.map(quoted).join(", ")}]`] : []),
  ];
}

interface Entry {
  readonly paths: string[];
  readonly look: ColumnLook;
  readonly declared: readonly CardLabel[];
  readonly labelsIn: OtherFile | undefined;
}

/** A file that holds labels under the ids of texts. */
interface OtherFile {
  readonly path: string;
  readonly column: string;
}

/** Texts without a label, by path, and the one file of their folder that has no text and labels under the same column of ids. */
function labelsElsewhere(files: CardLook["files"]): ReadonlyMap<string, OtherFile> {
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
  const found = new Map<string, OtherFile>();
  for (const { path, look } of files) {
    const { text = [], label = null, response = null, id = null } = look?.columns ?? {};
    if (text.length === 0 || label !== null || response !== null || id === null) continue;
    const beside = files.flatMap((other) => {
      const columns = other.look?.columns;
      const fits = columns?.text.length === 0 && columns.label !== null && columns.all.includes(id);
      return fits && folderOf(other.path) === folderOf(path)
        ? [{ path: other.path, column: columns.label }]
        : [];
    });
    if (beside.length === 1) found.set(path, beside[0]!);
  }
  return found;
}

function entryOf({ paths, look: { columns, alternatives }, declared, labelsIn }: Entry): string[] {
  const { text, label, response, id } = columns;
  const or = (others: readonly string[]): string =>
    others.length === 0
      ? ""
      : ` Or: ${others.slice(0, 8).map(quoted).join(", ")}${others.length > 8 ? " …" : "."}`;
  return [
    `  # ${line(columns.reason.replace(/^Configured by the maintainer/, "Declared in the data card"))}`,
    ...declared.map(namesOf),
    `  - files: [${patternsFor(paths).map(quoted).join(", ")}]`,
    text.length === 0
      ? `    # text: COLUMN, or \`exclude:\` the files.${or(alternatives.text)}`
      : `    text: [${text.map(quoted).join(", ")}]`,
    ...(labelsIn
      ? [
          `    label: { file: ${quoted(labelsIn.path.slice(labelsIn.path.lastIndexOf("/") + 1))}, id: ${quoted(id!)}, column: ${quoted(labelsIn.column)} }`,
        ]
      : label === null
        ? response === null
          ? [`    # label: COLUMN, or none where rows carry no label.${or(alternatives.label)}`]
          : []
        : [
            `    ${labelLine(columns)}${alternatives.label.length === 0 ? "" : ` #${or(alternatives.label)}`}`,
          ]),
    ...(response === null ? [] : [`    response: ${quoted(response)}`]),
    ...(id === null ? [] : [`    id: ${quoted(id)}`]),
  ];
}

function labelLine({ label, labelColumns = [], labelsFrom, equalLabels = [] }: Columns): string {
  const list = `[${labelColumns.map(quoted).join(", ")}]`;
  if (labelsFrom === "flags") return `labels: { columns: ${list} }`;
  if (labelsFrom === "votes" || labelsFrom === "judges")
    return `labels: { columns: ${list}, hold: ${labelsFrom} }`;
  if (labelsFrom !== "labels" && labelsFrom !== "equal") return `label: ${quoted(label!)}`;
  // All of those that say the same, since what the configuration does not name is not tested; not what is made of votes.
  const written = [...new Set([...labelColumns, ...equalLabels.flatMap((equal) => equal.columns)])].filter(
    (name) => !name.includes(" + "),
  );
  return `label: ${written.length === 1 ? quoted(written[0]!) : `[${written.map(quoted).join(", ")}]`}`;
}

/** What the numbers in a label column mean, for whoever reads the configuration. */
function namesOf({ column, names }: CardLabel): string {
  const meant = names.slice(0, MOST_NAMES).map((name, number) => `${number} ${line(name, 40)}`);
  const more = names.length > meant.length ? `, and ${names.length - meant.length} more` : "";
  return `  # Label in the data card: ${quoted(line(column, 70))}: ${meant.join(", ")}${more}`;
}

/** JSON strings are YAML strings. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Files that are named one by one; of more the folders, and of many folders all. */
const MOST_NAMED = 8;
const MOST_FOLDERS = 50;
/** Names of labels that are told. */
const MOST_NAMES = 20;

function patternsFor(paths: readonly string[]): readonly string[] {
  if (paths.length <= MOST_NAMED) return paths.map(patternOf);
  const ending = (name: string): string => `*.${path.posix.basename(name).split(".").slice(1).join(".")}`;
  const folders = new Set(
    paths.map((name) => path.posix.join(patternOf(path.posix.dirname(name)), ending(name))),
  );
  return folders.size <= MOST_FOLDERS
    ? [...folders]
    : [...new Set(paths.map((name) => `**/${ending(name)}`))];
}
