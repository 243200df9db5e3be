/** Adds entries to the lists of a configuration, below what stands there. */
import { parse, parseDocument } from "yaml";
import { defaultInclude } from "./dataset-paths.ts";

type Entry = string | Readonly<Record<string, unknown>>;

/**
 * The text of the configuration with the entries of other texts, each of which holds lists alone (`include`, `columns`).
 * What is said of the same files becomes one entry: the first that matches decides. Comments and order of what is
 * there stay. All texts must be valid.
 */
export function withSettings(yamlText: string, settings: readonly string[]): string {
  const document = parseDocument(yamlText);
  for (const [key, entries] of listsOf(settings)) {
    // A list that is not there has its default, which the first entry would replace.
    if (document.get(key) == null)
      document.set(key, document.createNode(key === "include" ? defaultInclude : []));
    for (const entry of entries) document.addIn([key], document.createNode(entry));
  }
  return document.toString({ lineWidth: 0 });
}

function listsOf(settings: readonly string[]): ReadonlyMap<string, readonly Entry[]> {
  const lists = new Map<string, Entry[]>();
  for (const setting of settings)
    for (const [key, entries] of Object.entries(parse(setting) as Record<string, Entry[]>)) {
      const list = lists.get(key) ?? [];
      lists.set(key, list);
      for (const entry of entries) {
        const same = list.findIndex((other) => filesOf(other) !== null && filesOf(other) === filesOf(entry));
        if (same < 0) list.push(entry);
        else list[same] = { ...(list[same] as object), ...(entry as object) };
      }
    }
  return lists;
}

const filesOf = (entry: Entry): string | null =>
  typeof entry === "string" ? null : JSON.stringify(entry.files);
