import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { run } from "../../src/cli/program.ts";
import { columnChooser } from "../../src/config/columns.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { intentInText } from "../../src/evidence/declared-intent.ts";
import { jsonl } from "../rows/support.ts";
import { folderWith } from "../versions/repository.ts";
import { fakeTerminal } from "./terminal.ts";

async function cli(...args: string[]) {
  const terminal = fakeTerminal();
  const status = await run(args, terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}

const reviews = jsonl(
  Array.from({ length: 60 }, (_, i) => ({
    id: i,
    comment: `The parcel of order ${i * 7} was late, and nobody told me why.`,
    stars: String(i % 5),
    lang: i % 2 ? "en" : "fr",
  })),
);
const chats = jsonl([
  {
    messages: [
      { role: "user", content: "Where is my parcel?" },
      { role: "assistant", content: "On its way." },
    ],
  },
]);
const data = { "data/reviews.jsonl": reviews, "chat/a.jsonl": chats, "data/notes.txt": "no data" };

describe("dataset-review columns", () => {
  test("shows no cell where rows are hidden", async () => {
    const hidden = { ".github/dataset-review.yml": "output:\n  rows: hidden\n" };
    const { status, out } = await cli("columns", folderWith({ ...data, ...hidden }));
    expect([status, out]).toEqual([0, expect.stringContaining('"comment"')]);
    expect(out).not.toContain("parcel");
  });

  test("shows the choice, why, what else it could be, and three rows", async () => {
    const { status, out } = await cli("columns", folderWith(data));
    expect(status).toBe(0);
    const [chat, stars] = out.split("\n\n");
    expect(chat).toContain('chat/a.jsonl\n  text      "messages"');
    expect(chat).toContain("Where is my parcel? → On its way.");
    expect(stars).toMatch(
      /text +"comment"\n +label +"stars"\n +id +"id"\n +why +"stars" is a common name for a label/,
    );
    expect(stars).toMatch(/or label +"lang"/);
    expect(stars!.match(/^.*: The parcel of order/gm)).toHaveLength(3);
  });

  test("of a table of measurements eight columns are named, and no empty rows", async () => {
    const names = Array.from({ length: 30 }, (_, i) => `v${i}`);
    const cells = Array.from({ length: 60 }, (_, row) => names.map((_, i) => (row * (i + 3)) % 4).join(","));
    const { out } = await cli("columns", folderWith({ "data.csv": [names, ...cells].join("\n") }));
    expect(out).toMatch(/or label +("v\d+", ){8}and \d+ more$/m);
    expect(out).not.toMatch(/^ *rows *$/m);
  });

  test("reads under the folder's configuration, and names a column that is not there", async () => {
    const config = "columns:\n  - {files: 'data/*', text: coment}\n";
    const folder = folderWith({ ...data, ".github/dataset-review.yml": config });
    const { status, out } = await cli("columns", folder);
    expect(status).toBe(2);
    expect(out).toContain('Did you mean "comment"?');
  });

  test("plain texts with labels are shown, and what looks like data and has no reader is named", async () => {
    const texts = Array.from(
      { length: 30 },
      (_, i) => `parcel ${i} was late again\t${i % 2 ? "bad" : "good"}`,
    );
    const folder = folderWith({ "train.txt": `${texts.join("\n")}\n`, "more.xlsx": "PK" });
    const { status, out } = await cli("columns", folder);
    expect(status).toBe(0);
    expect(out).toMatch(/train\.txt\n +text +"column 1"\n +label +"column 2"/);
    expect(out).toMatch(
      /more\.xlsx\n +not read +more\.xlsx looks like data and is not read: keep the rows as/,
    );
  });

  test("a path without data is named among the others, which are shown", async () => {
    const folder = folderWith({ ...data, "none/a.txt": "x" });
    const { status, out } = await cli(
      "columns",
      path.join(folder, "none"),
      path.join(folder, "data/reviews.jsonl"),
    );
    expect([status, out.includes("holds no dataset files"), out.includes('"comment"')]).toEqual([
      2,
      true,
      true,
    ]);
  });

  test("a folder without data is an error", async () => {
    const { status, err } = await cli("columns", folderWith({ "a.txt": "x" }));
    expect([status, err.includes("holds no dataset files")]).toEqual([2, true]);
  });
});

describe("dataset-review init", () => {
  test("writes a valid configuration that reads the files as they are read without it", async () => {
    const folder = folderWith({ ...data, "data/odd (1).csv": "text,label\nIt broke today.,bad\n" });
    expect((await cli("init", folder)).status).toBe(0);
    const file = path.join(folder, ".github/dataset-review.yml");
    const parsed = parseConfig(readFileSync(file, "utf8"), file);
    if (parsed.status !== "valid") throw new Error(JSON.stringify(parsed.errors));
    const columnsFor = columnChooser(parsed.config);
    expect(columnsFor("data/reviews.jsonl")).toEqual({ text: ["comment"], label: "stars", id: "id" });
    expect(columnsFor("chat/a.jsonl")).toEqual({ text: ["messages"], response: "messages" });
    expect(columnsFor("data/odd (1).csv")).toEqual({ text: ["text"], label: "label" });
    const shown = await cli("columns", folder);
    expect(shown.status).toBe(0);
    expect(shown.out).toContain("Where is my parcel? → On its way.");
  });

  test("leaves a configuration that is there as it is", async () => {
    const folder = folderWith({ ...data, ".github/dataset-review.yaml": "{}" });
    const { status, err } = await cli("init", folder);
    expect([status, err.includes("is there already")]).toEqual([2, true]);
  });

  test("a file is no repository", async () => {
    const folder = folderWith(data);
    const { status, err } = await cli("init", path.join(folder, "data/reviews.jsonl"));
    expect([status, err]).toEqual([
      2,
      expect.stringContaining("is a file\n  Give the root of the repository."),
    ]);
  });

  test("init writes a template for what a change says it does, unless there is one", async () => {
    const rows = jsonl(Array.from({ length: 30 }, (_, i) => ({ text: `a row of words ${i}`, label: i % 2 })));
    const folder = folderWith({ "a.jsonl": rows });
    expect((await cli("init", folder)).err).toContain("pull_request_template.md: authors may say there");
    const template = readFileSync(path.join(folder, ".github/pull_request_template.md"), "utf8");
    expect(intentInText(template, false)).toEqual({ claims: [], notUnderstood: [], required: false });
    const filledIn = intentInText(template.replaceAll(/<!--|-->/g, ""), false);
    expect([filledIn.claims.length, filledIn.notUnderstood]).toEqual([6, []]);
    const own = folderWith({ "a.jsonl": rows, "docs/PULL_REQUEST_TEMPLATE.md": "ours" });
    expect((await cli("init", own)).err).not.toContain("pull_request_template");
  });

  test("joins texts with the labels of the other file of their folder", async () => {
    const lines = (cells: (i: number) => string): string =>
      Array.from({ length: 60 }, (_, i) => cells(i)).join("");
    const folder = folderWith({
      "data/texts.csv": `id,text\n${lines((i) => `t${i},The parcel of order ${i * 7} was late.\n`)}`,
      "data/labels.csv": `id,label\n${lines((i) => `t${i},${i % 2 ? "good" : "bad"}\n`)}`,
    });
    await cli("init", folder);
    const { out } = await cli("columns", folder);
    expect(out).toContain('label     "label (labels.csv)"');
    expect(out).toContain("bad: The parcel of order 0 was late.");
  });

  test("columns that say the same label are all named, since what is not named is not tested", async () => {
    const same = jsonl(
      Array.from({ length: 60 }, (_, i) => ({
        text: `The parcel of order ${i * 7} was late, and nobody told me why.`,
        label: i % 2,
        label_text: i % 2 ? "good" : "bad",
      })),
    );
    const { out } = await cli("init", folderWith({ "data/d.jsonl": same }), "--print");
    expect(out).toMatch(/label: \["label_text", "label"\]/);
  });

  test("many files that are read alike are named by their folder", async () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`data/part-${i}.jsonl`, reviews]));
    const { out } = await cli("init", folderWith(many), "--print");
    expect(out).toContain('files: ["data/*.jsonl"]');
  });
});
