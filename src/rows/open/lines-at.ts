/** On which line inside a JSON text values begin, so that a row taken out of a record is shown where it stands. */
import { groupBy } from "../../collections/group-by.ts";
import { MORE, skipBlanks, stringEnd, valueEnd, valueOfKey } from "../formats/json-scan.ts";

const LF = 10;
const COMMA = 44;
const OPEN_LIST = 91;
const OPEN_MAP = 123;

type Path = readonly (string | number)[];

/** For each path the line feeds before its value; 0 where there is no such value. */
export function linesAt(text: string, paths: readonly Path[]): number[] {
  const bytes = Buffer.from(text);
  const lines = new Array<number>(paths.length).fill(0);
  const wanted = groupBy(paths.keys(), (i) => paths[i]!.join("\0"));
  const deepest = paths.reduce((most, { length }) => Math.max(most, length), 0);
  let feed = bytes.indexOf(LF);
  let line = 0;
  walk(bytes, skipBlanks(bytes, 0), [], deepest, (path, at) => {
    for (; feed !== -1 && feed < at; feed = bytes.indexOf(LF, feed + 1)) line++;
    for (const i of wanted.get(path.join("\0")) ?? []) lines[i] = line;
  });
  return lines;
}

/** Goes through valid JSON and tells where each value begins that is no deeper than asked. @returns where it ends */
function walk(
  bytes: Buffer,
  at: number,
  path: Path,
  deepest: number,
  visit: (path: Path, at: number) => void,
): number {
  visit(path, at);
  const isMap = bytes[at] === OPEN_MAP;
  if (path.length === deepest || (!isMap && bytes[at] !== OPEN_LIST)) return valueEnd(bytes, at, true);
  // `]` and `}` are two signs behind `[` and `{`.
  const close = bytes[at]! + 2;
  let next = skipBlanks(bytes, at + 1);
  for (let place = 0; next !== MORE && bytes[next] !== close; place++) {
    const key = isMap ? (JSON.parse(bytes.toString("utf8", next, stringEnd(bytes, next))) as string) : place;
    const end = walk(bytes, isMap ? valueOfKey(bytes, next) : next, [...path, key], deepest, visit);
    next = skipBlanks(bytes, end);
    if (bytes[next] === COMMA) next = skipBlanks(bytes, next + 1);
  }
  return next + 1;
}
