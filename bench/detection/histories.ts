import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type Config, defaultConfig } from "../../src/config/schema.ts";
import type { DatasetInput } from "../../src/model/dataset.ts";
import { readFolders } from "../../src/versions/local.ts";
import type { HistoryCase } from "./case.ts";

/** What the index of a repository's changes says of one: its folder, and what another parser made of its files. */
interface ChangeRecord {
  readonly n: string;
  readonly files: readonly {
    readonly path: string;
    readonly base?: { readonly parse_error?: string } | null;
    readonly head?: { readonly parse_error?: string } | null;
  }[];
}

/** All changes of all repositories, in order of name. */
export function listHistories(folder: string): HistoryCase[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((repository) =>
      readChanges(path.join(folder, repository, "meta.jsonl")).map(({ n, files }): HistoryCase => {
        const broken = files.filter((file) => file.base?.parse_error ?? file.head?.parse_error);
        return {
          kind: "history",
          repository,
          change: n,
          broken: broken.map((file) => file.path),
          bytes: bytesIn(path.join(folder, repository, n)),
        };
      }),
    );
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

function readChanges(file: string): ChangeRecord[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as ChangeRecord);
}

/** The program's own defaults, and every file of the folders, whatever its name: all of them are datasets here. */
export const historyConfig: Config = { ...defaultConfig, include: ["**/*"] };

/** Both versions of a change, read as the command line reads two folders. */
export async function readHistory(
  folder: string,
  { repository, change }: HistoryCase,
): Promise<DatasetInput> {
  const at = (side: string): string => path.join(folder, repository, change, side);
  return readFolders(at("base"), at("head"), historyConfig);
}
