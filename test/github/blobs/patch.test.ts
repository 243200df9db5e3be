import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DoesNotFit, parsePatch, patched } from "../../../src/github/blobs/patch.ts";
import { gitPatch } from "../../support/git-patch.ts";

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size)
    yield await Promise.resolve(bytes.subarray(at, Math.min(bytes.length, at + size)));
}

async function apply(bytes: Uint8Array, patch: string, from: "old" | "new", size = 1 << 16): Promise<Buffer> {
  const hunks = parsePatch(patch);
  if (hunks === null) throw new Error("no patch");
  const parts: Uint8Array[] = [];
  for await (const part of patched(chunksOf(bytes, size), hunks, from)) parts.push(Uint8Array.from(part));
  return Buffer.concat(parts);
}

// Few different lines: most of them occur more than once, as git likes least. All ends of lines that data files have.
const line = fc.constantFrom("a", "b", "", "a row", "@@ -1 +1 @@", "-", "+x", "\\ No", "數", "x\r", " ");
const file = fc
  .tuple(fc.array(line, { maxLength: 60 }), fc.boolean())
  .map(([lines, ended]) => Buffer.from(lines.join("\n") + (ended && lines.length > 0 ? "\n" : "")));
/** A file and one that was made of it by a few edits, as pull requests are. */
const versions = fc
  .tuple(file, fc.array(fc.tuple(fc.nat(200), fc.nat(3), fc.array(line, { maxLength: 3 })), { maxLength: 4 }))
  .map(([before, edits]) => {
    const lines = before.toString().split("\n");
    for (const [at, gone, put] of edits) lines.splice(at % (lines.length + 1), gone, ...put);
    return [before, Buffer.from(lines.join("\n"))] as const;
  });

describe("a patch of git's", () => {
  test("makes each version of the other, however the bytes come", async () => {
    const cases = fc.oneof(versions, fc.tuple(file, file));
    await fc.assert(
      fc.asyncProperty(
        cases,
        fc.constantFrom(0, 1, 3),
        fc.integer({ min: 1, max: 40 }),
        async ([a, b], context, size) => {
          const patch = gitPatch(a, b, context);
          if (patch === null) return;
          expect((await apply(a, patch, "old", size)).equals(b)).toBe(true);
          expect((await apply(b, patch, "new", size)).equals(a)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each([
    ["a last line without end that gets one", "a\nb", "a\nb\n"],
    ["a last line that loses its end", "a\nb\n", "a\nb"],
    ["rows behind a last line without end", "a\nb", "a\nb\nc"],
    ["line ends of Windows", "a\r\nb\r\n", "a\r\nc\r\n"],
    ["line ends that change", "a\r\nb\r\n", "a\nb\n"],
    ["a file that was empty", "", "a\n"],
    ["a file that becomes empty", "a\n", ""],
    ["a carriage return alone", "a\rb\nc\n", "a\rb\nd\n"],
  ])("tells %s", async (_, a, b) => {
    const patch = gitPatch(Buffer.from(a), Buffer.from(b))!;
    expect((await apply(Buffer.from(a), patch, "old")).toString()).toBe(b);
    expect((await apply(Buffer.from(b), patch, "new")).toString()).toBe(a);
  });

  test("makes a new file of nothing, and nothing of a deleted one", async () => {
    const rows = Buffer.from("a\nb");
    expect((await apply(Buffer.alloc(0), gitPatch(null, rows)!, "old")).toString()).toBe("a\nb");
    expect((await apply(Buffer.alloc(0), gitPatch(rows, null)!, "new")).toString()).toBe("a\nb");
  });
});

describe("what is no patch of these bytes", () => {
  test.each([
    ["nothing", ""],
    ["no hunk", "a\nb"],
    ["a binary file", "Binary files a and b differ"],
    ["lines before the first hunk", "--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b"],
    ["a hunk that is cut off", "@@ -1,3 +1,3 @@\n a\n-b"],
    ["a line of another kind", "@@ -1 +1 @@\n?a\n+b"],
    ["lines behind the last hunk", "@@ -1 +1 @@\n-a\n+b\n c"],
  ])("is not read: %s", (_, patch) => {
    expect(parsePatch(patch)).toBeNull();
  });

  test.each([
    ["other lines", "@@ -2 +2 @@\n-x\n+y"],
    ["lines behind the end", "@@ -9 +9 @@\n-x\n+y"],
    ["a place behind the end", "@@ -9,0 +10 @@\n+y"],
    ["hunks out of order", "@@ -3 +3 @@\n-c\n+y\n@@ -1 +1 @@\n-a\n+y"],
    ["line 0", "@@ -0 +1 @@\n-a\n+y"],
    ["a line that goes on", "@@ -3 +3,2 @@\n-c\n+c\n+d\n\\ No newline at end of file\n@@ -4 +5 @@\n-d\n+e"],
  ])("does not fit: %s", async (_, patch) => {
    await expect(apply(Buffer.from("a\nb\nc\n"), patch, "old")).rejects.toThrow(DoesNotFit);
  });

  test("ends, and makes no more than the patch holds, whatever it says", async () => {
    const hunk = fc
      .tuple(
        fc.nat(12),
        fc.nat(4),
        fc.nat(12),
        fc.nat(4),
        fc.array(fc.tuple(fc.constantFrom(" ", "-", "+", "\\"), line)),
      )
      .map(([a, b, c, d, lines]) =>
        [`@@ -${a},${b} +${c},${d} @@`, ...lines.map((parts) => parts.join(""))].join("\n"),
      );
    await fc.assert(
      fc.asyncProperty(file, fc.array(hunk), async (bytes, hunks) => {
        const patch = hunks.join("\n");
        const result = await apply(bytes, patch, "old").catch(() => null);
        if (result !== null) expect(result.length).toBeLessThanOrEqual(bytes.length + patch.length * 3);
      }),
    );
  });
});
