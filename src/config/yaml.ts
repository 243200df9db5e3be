/** Reads YAML as plain data, and refuses whatever in it could be dangerous. */
import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import { firstTooDeepLine } from "../text/yaml-depth.ts";

/** Where in the file something stands that cannot be read as configuration, and why. */
interface YamlProblem {
  readonly line: number;
  readonly key: string;
  readonly message: string;
  readonly remedy: string;
}

export interface YamlText {
  /** The value as plain objects, or undefined where there are problems. */
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
  /** Line, from 1, of the key or list item that a path leads to; of its nearest ancestor where it does not exist. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

// A configuration is a page of text. These bounds are far above any honest one, and far below what takes time.
const maxBytes = 64 * 1024;
const maxDepth = 20;
const maxProblems = 10;
const nestsTooDeeply = `values nest deeper than ${maxDepth} levels`;
const poisonKeys = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Reads YAML as plain data and nothing else: no anchors and aliases (a few lines of them can expand to gigabytes),
 * no merge keys, no tags, no keys that reach an object's prototype, one document.
 */
export function readYaml(text: string): YamlText {
  if (Buffer.byteLength(text) > maxBytes)
    return refused(1, "the file is larger than 64 KiB", "Configurations are short; remove what is not one.");
  const tooDeep = firstTooDeepLine(text, maxDepth);
  if (tooDeep !== null) return refused(tooDeep, nestsTooDeeply, "Flatten the value.");

  const lines = new LineCounter();
  const lineAt = (node: unknown) => (isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1);
  const document = parseDocument(text, {
    lineCounter: lines,
    version: "1.2",
    merge: false,
    prettyErrors: false,
  });
  const problems: YamlProblem[] = [...document.errors, ...document.warnings].map((problem) => ({
    line: lines.linePos(problem.pos[0]).line,
    key: "",
    message: `not valid YAML: ${problem.message}`,
    remedy: "Check indentation, quotes and colons around this line.",
  }));
  const refuse = (node: unknown, key: string, message: string, remedy: string) =>
    problems.push({ line: lineAt(node), key, message, remedy });
  visit(document, (_, node, ancestors) => {
    if (ancestors.length > 3 * maxDepth) {
      refuse(node, "", nestsTooDeeply, "Flatten the value.");
      return visit.BREAK;
    }
    if (isAlias(node)) refuse(node, "", "uses an alias (`*name`)", "Write the value out.");
    if (isScalar(node) && node.anchor !== undefined)
      refuse(node, "", "uses an anchor (`&name`)", "Remove it.");
    if (isPair(node)) {
      const key = isScalar(node.key) ? node.key.value : undefined;
      if (typeof key !== "string")
        refuse(node.key, "", "has a key that is not a word", "Use plain words as keys.");
      else if (poisonKeys.has(key)) refuse(node.key, key, "unknown key", "Remove it.");
      else if (key === "<<") refuse(node.key, key, "merge keys are not supported", "Write the values out.");
    }
    return undefined;
  });
  return {
    value: problems.length === 0 ? (document.toJS({ maxAliasCount: 0 }) as unknown) : undefined,
    problems: problems.slice(0, maxProblems),
    lineOf: (path) => lineAt(nodeAt(document.contents, path)),
  };
}

function refused(line: number, message: string, remedy: string): YamlText {
  return { value: undefined, problems: [{ line, key: "", message, remedy }], lineOf: () => line };
}

/** The node of the key (in a map) or item (in a list) at a path. */
function nodeAt(root: Node | null, path: readonly PropertyKey[]): Node | null {
  let place = root;
  let value: unknown = root;
  for (const step of path) {
    if (isMap(value)) {
      const pair = value.items.find(({ key }) => isScalar(key) && key.value === step);
      if (!pair) break;
      if (isNode(pair.key)) place = pair.key;
      value = pair.value;
    } else if (isSeq(value) && typeof step === "number") {
      const item: unknown = value.items[step];
      if (isNode(item)) place = item;
      value = item;
    } else break;
  }
  return place;
}
