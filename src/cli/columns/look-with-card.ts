/** Looks at a folder's dataset files as its data card says, for `init`: the card proposes, and the files decide. */
import { insteadOf } from "../../collections/instead-of.ts";
import { defaultInclude } from "../../config/dataset-paths.ts";
import { pathMatcher } from "../../config/glob.ts";
import { type Config, defaultConfig } from "../../config/schema.ts";
import type { DataCard } from "../../versions/card.ts";
import { InputError } from "../../versions/input-error.ts";
import { type LookedAt, lookAt } from "./look.ts";

/** The files of a folder, and whether some of them are only looked at because the card names them. */
export interface CardLook {
  readonly files: readonly LookedAt[];
  readonly isAdded: boolean;
}

/**
 * The files as they are found without a card, with those that only the card names, where they can be read, and with its
 * label where the column is there and none of the card's labels was chosen. Text with answers is tested against them: a
 * language or a source, which cards declare as labels too, is none.
 */
export async function lookWithCard(folder: string, card: DataCard | null): Promise<CardLook> {
  if (card === null || card.include.length + card.labels.length === 0)
    return { files: await lookAt(folder, defaultConfig, 0), isAdded: false };
  // A pattern that ends in a star alone may mean any file: the usual ones are among them, and no others are taken for data.
  const meant = card.include.filter((pattern) => !/\*[^./]*$/.test(pattern));
  const named = { ...defaultConfig, include: [...defaultInclude, ...meant] };
  const columns = card.labels.map(({ files, column }) => ({ files: [...files], label: column }));
  const found = new Map((await lookIfAny(folder, defaultConfig)).map((file) => [file.path, file]));
  let isAdded = false;
  for (const file of await lookAt(folder, named, 0)) {
    if (file.look === null || (found.get(file.path)?.look ?? null) !== null) continue;
    found.set(file.path, file);
    isAdded = true;
  }
  const declared = columns.length === 0 ? [] : await lookIfAny(folder, { ...named, columns });
  for (const file of declared) {
    const labels = card.labels.filter(({ files }) => pathMatcher(files)(file.path));
    const before = found.get(file.path)?.look?.columns;
    const isSettled =
      labels.length === 0 || before?.response || labels.some(({ column }) => column === before?.label);
    if (file.look !== null && !isSettled) found.set(file.path, file);
  }
  return { files: [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), isAdded };
}

/** What is found; nothing where there are no dataset files, which only the last look decides. */
async function lookIfAny(folder: string, config: Config): Promise<LookedAt[]> {
  return lookAt(folder, config, 0).catch(insteadOf(InputError, []));
}
