/** Makes one version of a file from the other one and GitHub's patch between them. */

/** A stretch of lines of one version: the number of its first line, from 0, and its bytes with their line ends. */
interface Stretch {
  readonly line: number;
  readonly bytes: Buffer;
}

/** What stands in the same place of the two versions of a file. */
export interface Hunk {
  readonly old: Stretch;
  readonly new: Stretch;
}

/** A patch is not one of the bytes that it is to be applied to. */
export class DoesNotFit extends Error {
  override readonly name = "DoesNotFit";
}

const header = /^@@ -(\d{1,10})(?:,(\d{1,10}))? \+(\d{1,10})(?:,(\d{1,10}))? @@/;
const newline = 10;

/**
 * Reads a unified diff of one file as GitHub's API gives it: hunks alone, without the lines that name the files
 * (https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html). Null for anything else.
 */
export function parsePatch(patch: string): readonly Hunk[] | null {
  const lines = patch.split("\n");
  const hunks: Hunk[] = [];
  let at = 0;
  while (at < lines.length) {
    const found = header.exec(lines[at]!);
    if (!found) break;
    at++;
    const [, oldStart, oldCount = "1", newStart, newCount = "1"] = found;
    const before = stretch(Number(oldStart), Number(oldCount));
    const after = stretch(Number(newStart), Number(newCount));
    while (!before.isWhole() || !after.isWhole() || lines[at]?.startsWith("\\")) {
      const sides = sidesOf(lines[at]?.[0], before, after);
      if (sides === null) return null;
      for (const side of sides) side.add(lines[at]!.slice(1));
      if (lines[++at]?.startsWith("\\") === true) {
        for (const side of sides) side.endWithoutNewline();
        at++;
      }
    }
    hunks.push({ old: before.read(), new: after.read() });
  }
  const isRead = at === lines.length || (at === lines.length - 1 && lines[at] === "");
  return isRead && hunks.length > 0 ? hunks : null;
}

type Collector = ReturnType<typeof stretch>;

function sidesOf(sign: string | undefined, before: Collector, after: Collector): Collector[] | null {
  if (sign === " ") return [before, after];
  if (sign === "-") return [before];
  return sign === "+" ? [after] : null;
}

/** Collects the lines of one side of a hunk. A side without lines names the line that it would stand behind. */
function stretch(start: number, count: number) {
  const lines: string[] = [];
  return {
    isWhole: () => lines.length >= count,
    add(line: string) {
      lines.push(`${line}\n`);
    },
    endWithoutNewline() {
      lines.push(lines.pop()!.slice(0, -1));
    },
    read: (): Stretch => ({
      line: lines.length === 0 ? start : start - 1,
      bytes: Buffer.from(lines.join("")),
    }),
  };
}

/**
 * The other version of a file whose bytes are given: `from` says which of the two they are. Reads and holds a chunk at a
 * time. Whether the result is the right one only its hash can tell: a patch says nothing of the lines between its hunks.
 * @throws {DoesNotFit} where the bytes do not hold the lines of the patch
 */
export async function* patched(
  chunks: AsyncIterable<Uint8Array>,
  hunks: readonly Hunk[],
  from: "old" | "new",
): AsyncGenerator<Uint8Array, void, undefined> {
  const to = from === "old" ? "new" : "old";
  let line = 0;
  let next = 0;
  let matched = 0;
  for await (const piece of chunks) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let passed = 0;
    let at = 0;
    while (next < hunks.length && at < chunk.length) {
      const expected = hunks[next]![from];
      if (line > expected.line) throw new DoesNotFit("hunks out of order");
      if (line < expected.line) {
        const end = chunk.indexOf(newline, at);
        at = end === -1 ? chunk.length : end + 1;
        if (end !== -1) line++;
        continue;
      }
      if (at > passed) yield chunk.subarray(passed, at);
      const length = Math.min(expected.bytes.length - matched, chunk.length - at);
      const same = chunk.compare(expected.bytes, matched, matched + length, at, at + length) === 0;
      if (!same) throw new DoesNotFit("other lines");
      at += length;
      passed = at;
      matched += length;
      if (matched < expected.bytes.length) continue;
      yield hunks[next]![to].bytes;
      line += linesIn(expected.bytes);
      matched = 0;
      next++;
    }
    if (passed < chunk.length) yield chunk.subarray(passed);
  }
  for (; next < hunks.length; next++) {
    const expected = hunks[next]![from];
    if (line !== expected.line || expected.bytes.length > 0) throw new DoesNotFit("it ends too soon");
    yield hunks[next]![to].bytes;
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) lines++;
  return lines;
}
