/** Says that a file which names the labels gives other names to the numbers that stand in the rows. */
import type { FileComparison, Renumbered } from "../../model/dataset.ts";
import type { Observation } from "../../model/finding.ts";
import { count, quoted } from "./words.ts";

/** An attack and its repair are written alike. */
const ONLY_ROWS_TELL =
  " That is right where the names were wrong until now, which only the rows tell: read some of each number, and accept it if their texts are what the new names say.";

/** Numbers that a sentence holds. */
const NAMED = 5;

/**
 * Names that change places turn the label of every row that says one of the numbers, as if each row had been edited:
 * decisive where rows with such numbers stay as they are, or nothing but the names changes.
 */
export function renumberedObservation(
  { path, labels, isExchange, isUnread }: Renumbered,
  files: readonly FileComparison[],
): Observation {
  const [first] = labels;
  const numbers = new Set(labels.map(({ number }) => number));
  const others = files.filter((file) => file.path !== path);
  const stays = others.length === 0 || others.some((file) => keepsNumbers(file, numbers));
  const shown = labels
    .slice(0, NAMED)
    .map(({ number, before, after }) => `${number} was ${quoted(before)} and is ${quoted(after)}`);
  const more = labels.length > NAMED ? `, and ${labels.length - NAMED} more` : "";
  return {
    signal: "schema-drift",
    grade: isExchange && stays ? "decisive" : "suspicious",
    title: isUnread
      ? `${path} cannot be read any more`
      : `${count(labels.length, "number")} of labels ${labels.length === 1 ? "has" : "have"} another name`,
    message: isUnread
      ? `${path} named the labels by number, and cannot be read any more (too long, or written as no reader takes it): whether the numbers mean the same is not known.`
      : `In ${path}, ${shown.join(", ")}${more}. Rows that say the number say another label now, though none of them changes.${isExchange ? ONLY_ROWS_TELL : ""}`,
    ...(first !== undefined && { label: first.after }),
    evidence: { path, labels: labels.slice(0, 50).map((label) => ({ ...label })), isExchange },
    rows: [],
  };
}

/** Whether rows of a file say the numbers and go on saying them: most of them are not edited with the names. */
function keepsNumbers({ labels, rows }: FileComparison, numbers: ReadonlySet<string>): boolean {
  const said = [...labels].filter(([label, { base }]) => base > 0 && numbers.has(label));
  return said.length > 0 && rows.edited * 2 < rows.base;
}
