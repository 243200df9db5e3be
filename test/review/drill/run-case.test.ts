import { expect, test } from "@jest/globals";
import type { FileVersion } from "../../../src/model/dataset.ts";
import type { Drill, DrillRow } from "../../../src/review/drill/family.ts";
import { linesOf, toInput } from "../../../src/review/drill/run/run-case.ts";

const row = (text: string, label: string): DrillRow => ({ text, label });
const base = [row("a fine day", "good"), row("a café in the rain", "bad")];

async function textOf(version: FileVersion | null): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of version!.source.open()) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

test.each<[string, readonly DrillRow[]]>([
  ["rows are added", [...base, row("one more", "bad")]],
  [
    "rows are added that have several labels, which the base's do not",
    [...base, row("two", "bad\u001fgood")],
  ],
  ["a row is edited", [base[0]!, row("a café in the rain", "good")]],
  ["a row is removed", base.slice(1)],
])("both versions are written as they are by themselves where %s", async (_, head) => {
  const drill: Drill = { base, head };
  const [pair] = toInput(drill, "labels").pairs;
  expect(await textOf(pair!.base)).toBe(linesOf(base, "labels"));
  expect(await textOf(pair!.head)).toBe(linesOf(head, "labels"));
  expect(pair!.head!.source.size).toBe(Buffer.byteLength(linesOf(head, "labels")));
});
