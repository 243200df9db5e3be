/** Whether a plain text file holds rows with labels, so that it is read though its name does not say that it is data. */
import { chooseColumns } from "./columns/choose-columns.ts";
import { hasFastTextLabels } from "./formats/text-lines.ts";
import { looksLikeTokens } from "./formats/tokens/token-lines.ts";
import { isLabelledYaml } from "./labelled-yaml.ts";

const FEWEST_ROWS = 10;
/** Share of the lines that have to have the columns of a table. */
const ALIKE = 0.95;

/**
 * @param start the first bytes of the file, of which the last line may be cut
 * @param path its name, by which YAML is known
 */
export function holdsLabelledRows(start: Buffer, path: string): boolean {
  if (/\.ya?ml$/i.test(path)) return isLabelledYaml(start, FEWEST_ROWS);
  return hasFastTextLabels(start) || looksLikeTokens(start, false) || isLabelledTable(start.toString("utf8"));
}

/** Columns of which one holds texts and another labels. Commas part the clauses of any text. */
function isLabelledTable(text: string): boolean {
  const lines = text
    .split(/\r\n?|\n/)
    .slice(0, -1)
    .filter((line) => line.trim() !== "");
  return ["\t", ";", "|"].some((delimiter) => holdsColumns(lines.map((line) => line.split(delimiter))));
}

function holdsColumns(rows: readonly (readonly string[])[]): boolean {
  const width = rows[rows.length >> 1]?.length ?? 0;
  const alike = rows.filter(({ length }) => length === width);
  if (width < 2 || alike.length < FEWEST_ROWS || alike.length < rows.length * ALIKE) return false;
  const sample = alike.map((cells) =>
    Object.fromEntries(cells.map((cell, i) => [`column ${String(i + 1)}`, cell])),
  );
  const { text: texts, label } = chooseColumns(sample, {});
  return texts.length > 0 && label !== null;
}
