/** Whether a plain text file holds rows with labels, so that it is read though its name does not say that it is data. */
import type { Json } from "../model/json.ts";
import { chooseColumns } from "./columns/choose-columns.ts";
import { labelNames, normalName, textNames } from "./formats/column-names.ts";
import { hasFastTextLabels } from "./formats/text-lines.ts";
import { looksLikeTokens } from "./formats/tokens/token-lines.ts";
import { yamlAsJson } from "./formats/yaml.ts";

const FEWEST_ROWS = 10;
/** Lists further down are parts of something else, as the steps of a story. */
const DEEPEST = 3;
/** Share of the lines that have to have the columns of a table. */
const ALIKE = 0.95;

/**
 * @param start the first bytes of the file, of which the last line may be cut
 * @param path its name, by which YAML is known
 */
export function holdsLabelledRows(start: Buffer, path: string): boolean {
  if (/\.ya?ml$/i.test(path)) return isLabelledYaml(start);
  return hasFastTextLabels(start) || looksLikeTokens(start, false) || isLabelledTable(start.toString("utf8"));
}

/** Records with a text and a label, or with the examples of an intent, in lists that may stand below keys. */
function isLabelledYaml(start: Buffer): boolean {
  let level: Json[];
  try {
    level = [JSON.parse(yamlAsJson(start.toString("utf8"), false).toString("utf8")) as Json];
  } catch {
    return false;
  }
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    if (level.some((list) => Array.isArray(list) && textsWithLabels(list) >= FEWEST_ROWS)) return true;
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}

function textsWithLabels(list: readonly Json[]): number {
  const counts = list.map((item) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return 0;
    const cells = Object.entries(item);
    const isNamed = cells.some(
      ([name, cell]) => labelNames.includes(normalName(name)) && typeof cell !== "object",
    );
    const texts = cells.map(([name, cell]) =>
      name === "examples" && Array.isArray(cell)
        ? cell.length
        : Number(textNames.includes(normalName(name)) && typeof cell === "string"),
    );
    return isNamed ? Math.max(0, ...texts) : 0;
  });
  return counts.filter((count) => count > 0).length < list.length / 2 ? 0 : counts.reduce((a, b) => a + b, 0);
}

/** Columns parted by tabs, of which one holds texts and another labels. */
function isLabelledTable(text: string): boolean {
  const lines = text
    .split(/\r\n?|\n/)
    .slice(0, -1)
    .filter((line) => line.trim() !== "");
  const rows = lines.map((line) => line.split("\t"));
  const width = rows[rows.length >> 1]?.length ?? 0;
  const alike = rows.filter(({ length }) => length === width);
  if (width < 2 || alike.length < FEWEST_ROWS || alike.length < rows.length * ALIKE) return false;
  const sample = alike.map((cells) =>
    Object.fromEntries(cells.map((cell, i) => [`column ${String(i + 1)}`, cell])),
  );
  const { text: texts, label } = chooseColumns(sample, {});
  return texts.length > 0 && label !== null;
}
