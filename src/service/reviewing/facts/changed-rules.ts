/** Files that are no data and decide about it all the same: who owns it, how git shows and stores it, what runs on it. */
import { posix } from "node:path";
import type { Tree } from "../../../versions/tree.ts";

const isRule = (path: string) =>
  /^\.github\/workflows\//.test(path) ||
  /^(?:\.github\/|docs\/)?CODEOWNERS$/.test(path) ||
  /(?:^|\/)\.gitattributes$/.test(path) ||
  path === ".lfsconfig";

/** Those of them in which two commits differ, and programs in the folders of `data` or above, which may load it; by path. */
export function changedRules(base: Tree, head: Tree, data: readonly string[]): readonly string[] {
  const folders = data.map((path) => `/${posix.dirname(path)}/`);
  const isLoader = (path: string) => {
    const folder = posix.dirname(path);
    return (
      /\.(?:py|ipynb)$/.test(path) && (folder === "." || folders.some((one) => one.startsWith(`/${folder}/`)))
    );
  };
  const paths = new Set([...base.keys(), ...head.keys()].filter((path) => isRule(path) || isLoader(path)));
  return [...paths].filter((path) => base.get(path)?.id !== head.get(path)?.id).sort();
}
