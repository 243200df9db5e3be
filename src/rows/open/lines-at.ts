/** On which line inside a JSON text values begin, so that a row taken out of a record is shown where it stands. */
import { addTo } from "../../collections/group-by.ts";

const WORD_END = /[\s,\]}]/;

type Path = readonly (string | number)[];

/** For each path the line feeds before its value; 0 where there is no such value. */
export function linesAt(text: string, paths: readonly Path[]): number[] {
  const lines = new Array<number>(paths.length).fill(0);
  const wanted = new Map<string, number[]>();
  let deepest = 0;
  for (const [i, path] of paths.entries()) {
    const name = path.join("\0");
    addTo(wanted, name, i);
    deepest = Math.max(deepest, path.length);
  }
  walk(text, deepest, (path, line) => {
    for (const i of wanted.get(path.join("\0")) ?? []) lines[i] = line;
  });
  return lines;
}

/** Goes through valid JSON and tells where each value begins that is no deeper than asked. */
function walk(text: string, deepest: number, visit: (path: Path, line: number) => void): void {
  const path: (string | number)[] = [];
  let line = 0;
  let key: string | null = null;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === "\n") line++;
    else if (sign === "," || sign === ":" || /\s/.test(sign)) continue;
    else if (sign === "}" || sign === "]") {
      depth--;
      if (depth < deepest) path.pop();
    } else if (sign === '"' && isKey(text, at)) {
      const end = stringEnd(text, at);
      key = depth <= deepest ? (JSON.parse(text.slice(at, end + 1)) as string) : null;
      at = end;
      if (key !== null && depth <= deepest) path[depth - 1] = key;
    } else {
      if (depth > 0 && depth <= deepest && typeof path[depth - 1] === "number")
        path[depth - 1] = (path[depth - 1] as number) + 1;
      if (depth <= deepest) visit(path.slice(0, depth), line);
      if (sign === "{" || sign === "[") {
        if (depth < deepest) path[depth] = sign === "[" ? -1 : "";
        depth++;
      } else at = scalarEnd(text, at);
    }
  }
}

function isKey(text: string, at: number): boolean {
  let next = stringEnd(text, at) + 1;
  while (/\s/.test(text[next] ?? "")) next++;
  return text[next] === ":";
}

/** Where the quote stands that closes a string, or the end of the text. */
export function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function scalarEnd(text: string, at: number): number {
  if (text[at] === '"') return stringEnd(text, at);
  let end = at;
  while (end + 1 < text.length && !WORD_END.test(text[end + 1]!)) end++;
  return end;
}
