/** Each shape: its fixture gives its rows at their lines, and a head that is written in another way fails closed. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { compare, pair } from "../support.ts";
import { fixtures } from "./fixtures.ts";

describe.each(fixtures)("$shape: $path", ({ path, content, rows, other }) => {
  test("every row comes out with its line, its text, its labels and its answer", async () => {
    const { files } = await compare([pair(path, null, content)]);
    const found = files[0]!.changes.map(({ after }) => {
      const { line, text, labels, response } = after!;
      return [line, text, labels, response];
    });
    expect(found).toEqual(
      rows.map(([line, text, labels, response]) => [line, text, labels, response ?? null]),
    );
  });

  test("a record in another shape than the base's is named, and no row", async () => {
    if (other === "") return;
    const head = path.endsWith("jsonl") ? `${content}${other}\n` : insertLast(content, other);
    const { files } = await compare([pair(path, content, head)]);
    const introduced = files[0]!.problems.filter((problem) => problem.introduced);
    expect(
      introduced.map(({ kind, message }) => [kind, message.startsWith("This record is not written as")]),
    ).toEqual([["malformed", true]]);
    expect(files[0]!.rows.base).toBe(rows.length);
  });

  test("the same content is no change", async () => {
    const { files } = await compare([pair(path, content, content)]);
    expect(files[0]?.changes ?? []).toEqual([]);
  });
});

test("every shape has a fixture and a line in the documentation", () => {
  const helpers = ["shape", "index", "parts"];
  const files = readdirSync("src/rows/shapes").map((file) => file.replace(/\.ts$/, ""));
  const shapes = files.filter((file) => !helpers.includes(file)).sort();
  expect([...new Set(fixtures.map(({ shape }) => shape))].sort()).toEqual(shapes);
  const page = readFileSync("docs/shapes.md", "utf8");
  expect(shapes.filter((shape) => !page.includes(`\`${shape}\``))).toEqual([]);
});

/** Behind the last element of the list that stands last in the document. */
function insertLast(document: string, value: string): string {
  const at =
    document.trimEnd().endsWith("]") || !document.includes("\n]")
      ? document.lastIndexOf("]")
      : document.lastIndexOf("\n]");
  return `${document.slice(0, at)},${value}${document.slice(at)}`;
}

test("articles that nothing is asked about yet stand among those of questions", async () => {
  const article = (i: number) => ({
    title: `Soup ${i}`,
    paragraphs: [
      {
        context: `The soup of day ${i} is made of peas.`,
        qas: i % 4 ? [] : [{ question: "Of what?", answers: ["peas"] }],
      },
      { context: `The bread of day ${i} is made of rye.`, qas: [] },
    ],
  });
  const content = JSON.stringify({ data: Array.from({ length: 8 }, (_, i) => article(i)) });
  const { files } = await compare([pair("squad.json", null, content)]);
  const texts = files[0]!.changes.map(({ after }) => after!.text);
  expect(texts.filter((text) => text === "Of what?")).toHaveLength(2);
  expect(texts.filter((text) => text.startsWith("The "))).toHaveLength(16);
});

test("lists of texts under labels are told where the first list alone would fill the sample", async () => {
  const texts = (word: string) => Array.from({ length: 1200 }, (_, i) => `a text of ${word} number ${i}`);
  const content = JSON.stringify({ good: texts("praise"), bad: texts("complaint") });
  const { files } = await compare([pair("by-label.json", null, content)]);
  expect(new Set(files[0]!.changes.map(({ after }) => after!.labels.join()))).toEqual(
    new Set(["good", "bad"]),
  );
});

test("lists under other names beside a table of lists are no settings: the version is not read", async () => {
  const table = (count: number) => ({
    x: Array.from({ length: count }, (_, i) => `a text with number ${i}`),
    y: Array.from({ length: count }, (_, i) => (i % 2 === 0 ? "good" : "bad")),
  });
  const base = JSON.stringify({ meta: { by: ["us"] }, train: table(12) });
  const { files } = await compare([
    pair("a.json", base, JSON.stringify({ meta: { by: ["us"] }, train: table(12), dev: table(3) })),
    pair("b.json", base, JSON.stringify({ meta: { by: table(9).x }, train: table(12) })),
  ]);
  expect(files[0]!.rows).toMatchObject({ base: 12, added: 3 });
  expect(files[1]!.problems.map(({ introduced, kind }) => [introduced, kind])).toEqual([[true, "malformed"]]);
});

test("short lists of words in JSON are rows of a table without a header", async () => {
  const colours = ["red", "blue", "pale", "dark", "warm", "cold"].map((word, i) => [
    word,
    `tone ${i}`,
    "ink",
  ]);
  const { files } = await compare([pair("palettes.json", null, JSON.stringify({ palettes: colours }))]);
  expect(files[0]!.rows.head).toBe(6);
  expect(files[0]!.columns.all).toContain("column 1");
});
