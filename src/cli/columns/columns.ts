/** `dataset-review columns`: which column of each file is what, why, what else it could be, and how rows read. */
import { line } from "../../report/hostile.ts";
import type { ColumnLook } from "../../rows/diff/look-at-columns.ts";
import { isFolder } from "../../versions/local.ts";
import { exitStatus } from "../exit-status.ts";
import { writeOut } from "../output.ts";
import { folderConfig } from "../scan/config.ts";
import type { Terminal } from "../terminal.ts";
import { type LookedAt, lookAt, lookAtEach } from "./look.ts";

/** Rows of each file that are shown, and characters of each of their texts. */
const ROWS = 3;
const CHARACTERS = 70;
/** Other columns that are named, of those that could be meant. */
const COLUMNS = 8;

/** Looks and prints; returns the exit status. */
export async function columns(
  paths: readonly string[],
  options: { readonly config?: string },
  terminal: Terminal,
): Promise<number> {
  const files = await lookAtEach(paths, async (target) => {
    // A file goes by its path from the current folder, and so by the configuration there.
    const config = await folderConfig((await isFolder(target)) ? target : ".", options.config);
    return lookAt(target, config, config.output.rows === "hidden" ? 0 : ROWS);
  });
  await writeOut(terminal.stdout, files.map((file) => `${describe(file)}\n`).join(""));
  return files.every(({ look, isBeside }) => look !== null || isBeside)
    ? exitStatus.passed
    : exitStatus.notReviewed;
}

function describe({ path, look, reason }: LookedAt): string {
  const title = line(path);
  if (look === null) return `${title}\n  not read  ${line(reason ?? "")}\n`;
  const lines = [...choice(look), ...others(look), ...rows(look)];
  return [title, ...lines.map(([name, value]) => `  ${name.padEnd(9)} ${value}`), ""].join("\n");
}

type Line = readonly [name: string, value: string];

function choice({ columns, notes }: ColumnLook): Line[] {
  const { text, label, unlabelled, response, id, reason } = columns;
  const none = "none found: say which in the configuration";
  return [
    ["text", text.length === 0 ? none : some(text)],
    [
      "label",
      label !== null
        ? names([label])
        : unlabelled === true
          ? "none, as configured"
          : response === null
            ? `${none}, or \`label: none\``
            : "none",
    ],
    ...(response === null ? [] : [["answer", names([response])] as const]),
    ...(id === null ? [] : [["id", names([id])] as const]),
    ["why", line(reason)],
    ...(notes.length === 0 ? [] : [["note", line(notes.join("; "))] as const]),
  ];
}

function others({ alternatives: { text, label } }: ColumnLook): Line[] {
  return [
    ...(label.length === 0 ? [] : [["or label", some(label)] as const]),
    ...(text.length === 0 ? [] : [["or text", some(text)] as const]),
  ];
}

/** A table of measurements has a hundred columns that could be anything. */
function some(columns: readonly string[]): string {
  const more = columns.length - COLUMNS;
  return `${names(columns.slice(0, COLUMNS))}${more > 0 ? `, and ${more} more` : ""}`;
}

function rows({ rows: shown }: ColumnLook): Line[] {
  const told = shown.filter(
    ({ text, labels, response }) => text !== "" || labels.length > 0 || response !== null,
  );
  return told.map(({ text, labels, response }, i): Line => {
    const answer = response === null ? "" : ` → ${line(response, CHARACTERS)}`;
    const label = labels.length === 0 ? "" : `${line(labels.join(", "), CHARACTERS)}: `;
    return [i === 0 ? "rows" : "", `${label}${line(text, CHARACTERS)}${answer}`];
  });
}

function names(columns: readonly string[]): string {
  return columns.map((name) => JSON.stringify(line(name, CHARACTERS))).join(", ");
}
