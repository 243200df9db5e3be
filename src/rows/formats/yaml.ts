/** YAML, read as the JSON that says the same, each value on the line on which YAML has it. */
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, Scalar } from "yaml";
import { firstTooDeepLine } from "../../text/yaml-depth.ts";
import { wholeBytes } from "../gather-bytes.ts";
import { formatBytes, Unreadable } from "../unreadable.ts";
import { jsonFormat } from "./json.ts";
import type { FormatReader, SniffContext } from "./reader.ts";

/** A document is held whole. */
const LARGEST = 32 << 20;
/** Brackets in one another: far above any record, and half of what the parser bears. Texts may hold some that nothing closes. */
const MOST_NESTED = 1000;

/** Lists of records, and intents as Rasa keeps them. */
export const yamlFormat: FormatReader = {
  recognises: ({ path }) => /\.ya?ml$/i.test(path),
  isDataset: (context) => jsonFormat.isDataset!(asJson(context)),
  open(context) {
    const { first } = asJson(context);
    return { ...jsonFormat.open(context), note: "written as YAML", first, rewrite };
  },
};

function asJson(context: SniffContext): SniffContext {
  return { ...context, first: yamlAsJson(context.first.toString("utf8"), context.whole) };
}

async function* rewrite(blocks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const tooLarge = `A YAML file is held whole, and this one is larger than ${formatBytes(LARGEST)}. Write its rows as JSON Lines.`;
  yield yamlAsJson((await wholeBytes(blocks, LARGEST, tooLarge)).toString("utf8"), true);
}

/** @param whole else the text is cut off somewhere, and read as far as it goes */
export function yamlAsJson(text: string, whole: boolean): Buffer {
  const tooDeep = firstTooDeepLine(text, MOST_NESTED);
  if (tooDeep !== null) throw broken(tooDeep, "NESTED_TOO_DEEPLY");
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, logLevel: "silent" } as const;
  try {
    const document = parseDocument(text, options);
    const [error] = document.errors;
    if (error && whole) throw broken(lines.linePos(error.pos[0]).line, error.code);
    // Refuses aliases by which a few lines stand for gigabytes.
    document.toJS();
    return Buffer.from(written(document.contents, (node) => lines.linePos(node.range![0]).line, document));
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw broken(1, error instanceof Error ? error.name : "");
  }
}

function broken(line: number, code: string): Unreadable {
  return new Unreadable(
    `This YAML cannot be read from line ${line} on (${code}). Correct it, or exclude it.`,
  );
}

function written(
  root: Node | null,
  lineOf: (node: Node) => number,
  document: Parameters<Node["toJS"]>[0],
): string {
  const parts: string[] = [];
  let line = 1;
  const put = (text: string, at = line): void => {
    if (at > line) parts.push("\n".repeat(at - line));
    line = Math.max(line, at);
    parts.push(text);
  };
  const list = (marks: string, at: number, items: readonly (() => void)[]): void => {
    put(marks[0]!, at);
    for (const [i, item] of items.entries()) {
      if (i > 0) put(",");
      item();
    }
    put(marks[1]!);
  };
  const write = (node: unknown, key: string): void => {
    if (!isNode(node)) put(JSON.stringify(node ?? null));
    else if (isAlias(node)) put(JSON.stringify(node.toJS(document)), lineOf(node));
    else if (isSeq(node))
      list(
        "[]",
        lineOf(node),
        node.items.map((item) => () => write(item, "")),
      );
    else if (isMap(node))
      list(
        "{}",
        lineOf(node),
        node.items.map((pair) => () => {
          const name = isScalar(pair.key) ? String(pair.key.value) : JSON.stringify(pair.key);
          put(`${JSON.stringify(name)}:`, isNode(pair.key) ? lineOf(pair.key) : line);
          write(pair.value, name);
        }),
      );
    else if (isScalar(node)) writeScalar(node, key);
  };
  const writeScalar = (node: Scalar, key: string): void => {
    const examples = key === "examples" ? examplesIn(node) : null;
    const at = lineOf(node);
    if (examples === null) put(JSON.stringify(node.value), at);
    else
      list(
        "[]",
        at,
        examples.map(
          ([text, down]) =>
            () =>
              put(JSON.stringify(text), at + down),
        ),
      );
  };
  write(root, "");
  return parts.join("");
}

/** Rasa writes the texts of an intent as a block of lines that begin with a dash; each with its distance from the block's head. */
function examplesIn({ type, value }: Scalar): (readonly [text: string, down: number])[] | null {
  if (type !== Scalar.BLOCK_LITERAL || typeof value !== "string") return null;
  const lines = value.split("\n").map((text, i) => [text, i + 1] as const);
  const filled = lines.filter(([text]) => text.trim() !== "");
  if (filled.length === 0 || !filled.every(([text]) => text.startsWith("- "))) return null;
  return filled.map(([text, down]) => [text.slice(2).trim(), down]);
}
