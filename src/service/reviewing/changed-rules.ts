// Files that are no data and decide about it all the same: who owns it, how git shows and stores it, what runs on it.
import type { Tree } from "../../versions/tree.ts";

const isRule = (path: string) =>
  /^\.github\/workflows\//.test(path) ||
  /^(?:\.github\/|docs\/)?CODEOWNERS$/.test(path) ||
  /(?:^|\/)\.gitattributes$/.test(path) ||
  path === ".lfsconfig";

/** Those of them in which two commits differ, in order of path. */
export function changedRules(base: Tree, head: Tree): readonly string[] {
  const paths = new Set([...base.keys(), ...head.keys()].filter(isRule));
  return [...paths].filter((path) => base.get(path)?.id !== head.get(path)?.id).sort();
}
