import { describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../../src/config/schema.ts";
import { intentInText } from "../../../src/evidence/declared-intent.ts";
import { inMemory } from "../../../src/review/drill/run/in-memory.ts";
import { review } from "../../../src/review/review.ts";

type Pair = readonly [text: string, label: string];
const BASE: readonly Pair[] = [
  ["the delivery came late agian", "NEGATIVE"],
  ["a wonderful evening with friends", "POSITIVE"],
  ["the screen broke in a week", "NEGATIVE"],
  ["great value and kind staff", "POSITIVE"],
  ["in to the woods we went", "POSITIVE"],
];
const file = (rows: readonly Pair[]) => ({
  path: "a.jsonl",
  source: inMemory(rows.map(([text, label]) => `${JSON.stringify({ text, label })}\n`).join("")),
});
const edited = (...changes: readonly (readonly [number, Pair])[]): Pair[] =>
  BASE.map((row, i) => changes.find(([at]) => at === i)?.[1] ?? row);

async function observed(
  head: readonly Pair[],
  text: string | undefined,
  required = false,
  base: readonly Pair[] = BASE,
) {
  const { findings } = await review({
    dataset: { pairs: [{ base: file(base), head: file(head) }], context: [], notAnalysed: [] },
    contributor: null,
    config: { ...defaultConfig, intent: required ? "required" : "optional" },
    ...(text === undefined ? {} : { text }),
  });
  return findings
    .filter(({ signal }) => signal === "declared-intent")
    .map(({ severity, title, message, rows }) => ({
      severity,
      title,
      message,
      lines: rows.map(({ line }) => line),
    }));
}
const claim = (words: string) => `Some words.\n\ndataset-review: ${words}\n`;

describe("declared intent", () => {
  const typo: readonly [number, Pair] = [0, ["the delivery came late again", "NEGATIVE"]];
  const spaces: readonly [number, Pair] = [4, ["into the woods we went", "POSITIVE"]];
  const otherWord: readonly [number, Pair] = [2, ["the chimera broke in a week", "NEGATIVE"]];
  const relabelled: readonly [number, Pair] = [2, [BASE[2]![0], "POSITIVE"]];
  const added: Pair = ["one more row of text", "POSITIVE"];

  test("that is kept is a note, and no claim says nothing", async () => {
    expect(await observed(edited(typo, spaces), claim("typos only"))).toMatchObject([
      { severity: "info", title: "It does what it says" },
    ]);
    expect(await observed(edited(relabelled), claim("relabels negative to POSITIVE"))).toMatchObject([
      { severity: "info" },
    ]);
    expect(await observed([...BASE, added], claim("adds 1 row from a survey"))).toMatchObject([
      { severity: "info" },
    ]);
    expect(await observed(BASE.slice(1), claim("removes 1 row"))).toMatchObject([{ severity: "info" }]);
    expect(await observed([...BASE, added], claim("no label changes"))).toMatchObject([{ severity: "info" }]);
    expect(await observed(edited(relabelled), "Only words")).toEqual([]);
    expect(await observed(edited(relabelled), undefined, true)).toEqual([]);
  });

  test("names the rows that contradict it, and no others", async () => {
    const [finding] = await observed([...edited(typo, otherWord), added], claim("typos only"));
    expect(finding).toMatchObject({
      severity: "warning",
      title: "2 rows contradict what the pull request says",
      lines: [3, 6],
    });
    for (const words of ["typos only", "no label changes", "relabels POSITIVE to NEGATIVE"])
      expect(await observed(edited(relabelled), claim(words))).toMatchObject([
        { severity: "warning", lines: [3] },
      ]);
    expect((await observed(edited(relabelled), claim("typos only")))[0]!.message).toContain(
      "the label changes in 1 of them",
    );
    // Two claims cover what each of them says.
    expect(
      await observed([...edited(relabelled), added], claim("adds 1 row; relabels NEGATIVE to POSITIVE")),
    ).toMatchObject([{ severity: "info" }]);
  });

  test("counts what was said to be added or removed", async () => {
    expect(await observed([...BASE, added], claim("adds 2,000 reviews"))).toMatchObject([
      { severity: "warning", title: "1 row added, 2,000 declared", lines: [6] },
    ]);
    expect(await observed(BASE, claim("adds 1 row"))).toMatchObject([{ title: "0 rows added, 1 declared" }]);
  });

  describe("removes duplicates", () => {
    const [first, second] = [BASE[0]!, BASE[1]!];
    const repeated = [...BASE, first, first, second];
    const removes = (head: readonly Pair[], words: string) => observed(head, claim(words), false, repeated);

    test("is kept where an equal row stays, however many go", async () => {
      for (const words of ["removes duplicates", "Removes duplicate rows.", "removes 3 duplicates"])
        expect(await removes(BASE, words)).toMatchObject([
          { severity: "info", title: "It does what it says" },
        ]);
    });

    test("names each row that was the last one, and the one that only resembles others", async () => {
      const head = BASE.slice(1).filter((row) => row !== BASE[3]);
      const [finding] = await removes(head, "removes duplicates");
      expect(finding).toMatchObject({ severity: "warning", lines: [1, 4, 6, 7] });
      expect(finding!.message).toContain(
        "4 removed rows are something else. Of a duplicate a row of the same",
      );
      const other: Pair = [first[0], "POSITIVE"];
      expect(await observed(BASE, claim("removes duplicates"), false, [...BASE, other])).toMatchObject([
        { severity: "warning", lines: [6] },
      ]);
    });

    test("a row that comes in again stays; another number than was said is told", async () => {
      expect(await removes([...BASE.slice(1), first], "removes duplicates")).toMatchObject([
        { severity: "info" },
      ]);
      expect(await removes(BASE, "removes 2 duplicates")).toMatchObject([
        { severity: "warning", title: "3 rows removed, 2 declared" },
      ]);
      expect(
        await removes([...BASE, ["one more row of text", "POSITIVE"]], "removes duplicates"),
      ).toMatchObject([{ severity: "warning", lines: [6] }]);
    });

    test("in another file an equal row stays as well", async () => {
      const { findings } = await review({
        dataset: {
          pairs: [{ base: file(BASE), head: file(BASE.slice(1)) }],
          context: [{ ...file([first]), path: "b.jsonl" }],
          notAnalysed: [],
        },
        contributor: null,
        config: defaultConfig,
        text: claim("removes duplicates"),
      });
      expect(findings.map(({ title }) => title)).toContain("It does what it says");
    });
  });

  describe("a removal of most rows", () => {
    const most: readonly Pair[] = Array.from({ length: 40 }, (_, i) => [`a row of words ${i}`, "POSITIVE"]);
    const left = most.slice(0, 10);
    const vanished = async (words: string) => {
      const { findings } = await review({
        dataset: { pairs: [{ base: file(most), head: file(left) }], context: [], notAnalysed: [] },
        contributor: null,
        config: defaultConfig,
        text: claim(words),
      });
      return findings.find(({ title }) => title === "Most rows vanish")?.severity;
    };

    test("is a note where it was declared and is so, and a warning else", async () => {
      expect(await vanished("removes 30 rows")).toBe("info");
      expect(await vanished("removes 29 rows")).toBe("warning");
      expect(await vanished("removes duplicates")).toBe("warning");
      expect(await vanished("no label changes")).toBe("warning");
    });
  });

  test("can be required, where there is a text to stand in", async () => {
    expect(await observed([...BASE, added], "", true)).toMatchObject([
      { severity: "warning", title: "The pull request does not say what it does" },
    ]);
    expect(await observed(BASE, "", true)).toEqual([]);
    expect(await observed([...BASE, added], claim("makes it better"), true)).toMatchObject([
      { severity: "warning" },
      { severity: "info", title: "Not understood and not checked: `makes it better`" },
    ]);
  });

  test("what is not understood is named, and nothing is read from comments, other blocks or the middle of a line", () => {
    const { claims, notUnderstood } = intentInText(
      [
        "<!-- dataset-review: typos only -->",
        "say `dataset-review: typos only`",
        "```yaml\ndataset-review: typos only\n```",
        "```dataset-review\nremoves 12 rows\nmakes it better\n```",
        "Dataset-Review: No label changes.",
        "<!-- never closed",
        "dataset-review: typos only",
      ].join("\n"),
      false,
    );
    expect(claims.map(({ words }) => words)).toEqual(["removes 12 rows", "No label changes"]);
    expect(notUnderstood).toEqual(["makes it better"]);
  });

  test("of hostile length is read in bounds", () => {
    // A fence with a long gap took time that grew with the square of it.
    const gap = `\`\`\`a${" ".repeat(300_000)}b\n\`\`\``;
    const text = `${gap}\ndataset-review: ${"x".repeat(60_000)}\n${"dataset-review: y;\n".repeat(3_000)}`;
    const { notUnderstood } = intentInText(text, false);
    expect(notUnderstood).toHaveLength(20);
    expect(notUnderstood[0]).toHaveLength(200);
  });
});
