/** A column that the configuration names has to be there: else a slip of the pen would leave its rows untested. */
import { type ColumnOptions, type MadeColumn, NO_LABEL, PATH_LABEL } from "../../model/options.ts";
import { closest } from "../../text/closest.ts";
import { Unreadable } from "../unreadable.ts";

/**
 * Throws `Unreadable`, with what was probably meant, where a configured column is in none of the rows that were looked at.
 * @param all names of the columns of both versions; none where there are no rows
 */
export function requireColumns(configured: ColumnOptions, all: readonly string[]): void {
  if (all.length === 0) return;
  const has = (name: string): boolean => all.includes(name) || all.includes(name.split(/[.[]/, 1)[0]!);
  const described = configured.made ?? [];
  const madeNames = new Set(described.map(({ name }) => name));
  const plain = [...(configured.text ?? []), configured.label, configured.response, configured.id];
  for (const name of plain)
    if (name !== undefined && name !== NO_LABEL && !madeNames.has(name) && !all.includes(name))
      refuse(name, all);
  for (const column of described) requireMade(column, all, has);
}

function requireMade(column: MadeColumn, all: readonly string[], has: (name: string) => boolean): void {
  if (column.from === "path") {
    if (!all.includes(PATH_LABEL))
      throw new Unreadable(
        `The configuration reads the label from paths like "${column.pattern}", and this one is not like it. Write a pattern that fits, or leave the file out of the entry's \`files\`.`,
      );
    return;
  }
  if (column.from === "file") {
    if (!all.includes(column.name)) refuseIds(column.file);
    return;
  }
  const missing = column.columns.find((name) => !has(name));
  if (missing !== undefined) refuse(missing, all);
  // The path goes on below its first step, to nothing.
  if (column.from === "fields" && !all.includes(column.name)) refuse(column.name, all);
}

function refuseIds(file: string): never {
  throw new Unreadable(
    `By the configuration its labels stand in ${file}, which has none under the ids of its rows. Name the column of the ids in \`id:\`, and the file from the folder of this one.`,
  );
}

function refuse(name: string, all: readonly string[]): never {
  const meant = closest(name, all);
  throw new Unreadable(
    `The configuration names the column "${name}", which no row of this file has. ${
      meant === null
        ? "Name one that it has, or leave the file out of the entry's `files`."
        : `Did you mean "${meant}"?`
    }`,
  );
}
