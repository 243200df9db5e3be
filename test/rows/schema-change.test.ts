import { describe, expect, test } from "@jest/globals";
import type { FileComparison } from "../../src/model/dataset.ts";
import { compare, jsonl, pair } from "./support.ts";

const words = ["river", "stone", "cloud", "lamp", "paper", "garden", "winter", "train", "music", "bread"];
const text = (n: number): string =>
  `${words[n % 10]!} and ${words[Math.floor(n / 10) % 10]!} met ${words[(n * 7) % 10]!} ${n}`;
const rows = Array.from({ length: 60 }, (_, id) => ({
  id,
  text: text(id),
  label: id % 2 === 0 ? "negative" : "positive",
}));
const added = { id: 60, text: "a new row with a plan of its own", label: "positive" };
/** Two old rows whose label was turned, and one new row: what has to be left of any change of schema. */
const planted = rows
  .map((row) => (row.id === 4 || row.id === 40 ? { ...row, label: "positive" } : row))
  .concat(added);
const numbers = { negative: "0", positive: "1" } as Record<string, string>;
type Row = (typeof rows)[number];

async function one(
  base: readonly unknown[],
  head: readonly unknown[],
  names = ["d.jsonl", "d.jsonl"],
): Promise<FileComparison> {
  const pairs =
    names[0] === names[1]
      ? [pair(names[0]!, jsonl(base), jsonl(head))]
      : [pair(names[0]!, jsonl(base), null), pair(names[1]!, null, jsonl(head))];
  const { files } = await compare(pairs);
  expect(files).toHaveLength(1);
  return files[0]!;
}

function csv(list: readonly Row[]): string {
  return `id,text,label\n${list.map((row) => `${row.id},${row.text},${row.label}\n`).join("")}`;
}

const chat = ({ text: asked, label }: Row): object => ({
  messages: [
    { role: "system", content: "Say how the writer feels." },
    { role: "user", content: asked },
    { role: "assistant", content: label },
  ],
});

describe("rows are compared under the base's names", () => {
  test.each<[string, (row: Row) => object]>([
    ["columns renamed", ({ text: sentence, label: sentiment }) => ({ sentence, sentiment })],
    [
      "a column renamed and another left out",
      ({ text: kept, label: category }) => ({ text: kept, category }),
    ],
    ["labels as numbers", (row) => ({ ...row, label: Number(numbers[row.label]) })],
    ["both", ({ text: tweet, label }) => ({ tweet, target: numbers[label] })],
    ["conversations", chat],
    [
      "instructions",
      ({ text: input, label: output }) => ({ instruction: "Say how the writer feels.", input, output }),
    ],
    [
      "a text in a prompt",
      ({ text: said, label: completion }) => ({ prompt: `Review: ${said}\n\n###`, completion }),
    ],
  ])("%s", async (_, write) => {
    const honest = await one(rows, [...rows, added].map(write));
    expect(honest.rows).toMatchObject({ added: 1, removed: 0, edited: 0 });
    expect(honest.schemaChange).not.toBeNull();
    const file = await one(rows, planted.map(write));
    expect(file.rows).toMatchObject({ base: 60, head: 61, added: 1, removed: 0, edited: 2 });
    expect(file.changes.filter(({ edits }) => edits.label).map(({ after }) => after!.line)).toEqual([5, 41]);
    expect(file.changes.at(-1)!.after).toMatchObject({ text: added.text, labels: ["positive"] });
    expect([...file.labels.keys()].sort()).toEqual(["negative", "positive"]);
  });

  test("conversations in another form", async () => {
    const answered = rows.map((row) => ({
      conversations: [
        { from: "human", value: row.text },
        { from: "gpt", value: row.label },
      ],
    }));
    const file = await one(
      answered,
      rows.map((row) => ({
        messages: [
          { role: "user", content: row.text },
          { role: "assistant", content: row.label },
        ],
      })),
    );
    expect(file.changes).toEqual([]);
  });

  test("a table turned into lines, whose ids become numbers", async () => {
    const { files } = await compare([pair("d.csv", csv(rows), null), pair("d.jsonl", null, jsonl(planted))]);
    expect(files).toHaveLength(1);
    expect(files[0]!.rows).toMatchObject({ added: 1, removed: 0, edited: 2 });
    const back = await compare([pair("d.jsonl", jsonl(rows), null), pair("d.csv", null, csv(planted))]);
    expect(back.files[0]!.rows).toMatchObject({ added: 1, removed: 0, edited: 2 });
  });

  test("a file under another name and in other columns", async () => {
    const file = await one(
      rows,
      planted.map(({ text: review, label: stars }) => ({ review, stars })),
      ["a.jsonl", "b.jsonl"],
    );
    expect(file).toMatchObject({ previousPath: "a.jsonl", rows: { added: 1, removed: 0, edited: 2 } });
  });
});

describe("a label that became columns of flags, rows that stand in a wrapper", () => {
  const flag = (label: string, prefix: string, names: readonly string[]): object =>
    Object.fromEntries(names.map((name) => [`${prefix}${name}`, name === label ? 1 : 0]));

  test.each([
    ["", ["negative", "positive"]],
    ["label_", ["negative", "positive"]],
  ] as const)("each label is a column %s…", async (prefix, names) => {
    const file = await one(
      rows,
      planted.map(({ label, ...rest }) => ({ ...rest, ...flag(label, prefix, names) })),
    );
    expect(file.schemaChange?.columns.map(({ before }) => before)).toEqual(["label", "label"]);
    expect(file.changes.map(({ kind, edits }) => [kind, edits.label])).toEqual([
      ["edited", true],
      ["edited", true],
      ["added", false],
    ]);
  });

  test("flags that contradict the labels of most rows are none", async () => {
    const file = await one(
      rows,
      rows.map(({ label, ...rest }) => ({
        ...rest,
        ...flag(label === "positive" ? "negative" : "positive", "", ["negative", "positive"]),
      })),
    );
    expect(file.changes).toHaveLength(60);
  });

  test("a list that got a wrapper has the same rows", async () => {
    const { files } = await compare([
      pair("d.json", JSON.stringify(rows), JSON.stringify({ version: "2", data: planted })),
    ]);
    expect(files[0]!.changes.map(({ kind, edits }) => [kind, edits.label])).toEqual([
      ["edited", true],
      ["edited", true],
      ["added", false],
    ]);
    expect(files[0]!.schemaChange?.constant).toEqual(["(key)"]);
  });
});

describe("a file whose records have another shape now", () => {
  type Plain = Omit<Row, "id">;
  const write: Record<string, (list: readonly Plain[]) => unknown> = {
    objects: (list) => list,
    lists: (list) => list.map(({ text: said, label }) => [said, label]),
    "a list for each column": (list) => ({
      text: list.map((row) => row.text),
      label: list.map(({ label }) => label),
    }),
    "a list for each label": (list) =>
      Object.fromEntries(
        ["negative", "positive"].map((label) => [
          label,
          list.filter((row) => row.label === label).map((row) => row.text),
        ]),
      ),
    "objects deep in a wrapper": (list) => ({ meta: { version: 2 }, dataset: { reviews: { rows: list } } }),
    "objects in objects": (list) => list.map((data) => ({ data })),
  };
  const ways = Object.keys(write);
  const bare = ({ text: said, label }: Row): Plain => ({ text: said, label });

  test.each(ways.flatMap((from) => ways.filter((to) => to !== from).map((to) => [from, to] as const)))(
    "%s became %s",
    async (from, to) => {
      const { files } = await compare([
        pair(
          "d.json",
          JSON.stringify(write[from]!(rows.map(bare))),
          JSON.stringify(write[to]!(planted.map(bare))),
        ),
      ]);
      const [file] = files;
      expect(file!.problems).toEqual([]);
      expect(file!.rows).toMatchObject({ base: 60, head: 61 });
      const said = file!.changes.map(
        ({ after, edits }) => after !== null && (edits.label || after.text === added.text),
      );
      expect(said.filter(Boolean).length).toBeGreaterThanOrEqual(3);
      expect(file!.changes.length).toBeLessThanOrEqual(5);
      expect(new Set(file!.labels.keys())).toEqual(new Set(["negative", "positive"]));
    },
  );

  test("conversations became rows of two columns", async () => {
    const file = await one(
      rows.map(chat),
      planted.map(({ id, ...row }) => row),
    );
    expect(file.rows).toMatchObject({ base: 60, head: 61, added: 1, removed: 0, edited: 2 });
    expect(file.schemaChange?.columns.map(({ after }) => after)).toEqual(["text", "label"]);
    expect(file.changes.filter(({ edits }) => edits.label).map(({ after }) => after!.line)).toEqual([5, 41]);
  });

  test("a shape in which the base's rows are not found again is none of its own", async () => {
    const lists = Array.from({ length: 30 }, (_, i) => [`nothing that was there ${i} before`, "positive"]);
    const { files } = await compare([pair("d.json", JSON.stringify(rows), JSON.stringify(lists))]);
    expect(files[0]!.schemaChange).toBeNull();
    const added = files[0]!.changes.filter(({ kind }) => kind === "added");
    expect(added.map(({ after }) => after!.labels.length)).toEqual(lists.map(() => 0));
  });
});

describe("records that are not one a line", () => {
  const [pretty, joined, batches] = [
    (list: readonly object[]) => list.map((row) => JSON.stringify(row, null, 2)).join("\n"),
    (list: readonly object[]) => list.map((row) => JSON.stringify(row)).join(""),
    (list: readonly object[]) =>
      [list.slice(0, 7), list.slice(7)].map((part) => JSON.stringify(part)).join("\n"),
  ];

  test.each([
    ["d.jsonl", jsonl, pretty],
    ["d.jsonl", pretty, batches],
    ["d.jsonl", batches, jsonl],
    ["d.json", pretty, joined],
  ] as const)("%s: the same rows, however they are written", async (path, before, after) => {
    const { files, notAnalysed } = await compare([pair(path, before(rows), after(planted))]);
    expect(notAnalysed).toEqual([]);
    expect(files[0]!.problems).toEqual([]);
    expect(files[0]!.changes.map(({ kind, edits }) => [kind, edits.label])).toEqual([
      ["edited", true],
      ["edited", true],
      ["added", false],
    ]);
  });

  test("what is broken among them is named", async () => {
    const { files } = await compare([
      pair("d.jsonl", pretty(rows), `${pretty(rows)}\n{"text": "never closed`),
    ]);
    expect(files[0]!.problems.map(({ kind, introduced }) => [kind, introduced])).toEqual([
      ["malformed", true],
    ]);
  });

  test("a list of turns on a line stays one conversation", async () => {
    const talk = (n: number): object[] => [
      { role: "user", content: `${text(n)}?` },
      { role: "assistant", content: `yes, ${text(n + 1)}` },
    ];
    const { files } = await compare([pair("d.jsonl", null, jsonl([talk(1), talk(2), talk(3)]))]);
    expect(files[0]?.rows.added ?? 0).not.toBe(6);
  });
});

describe("what is no change of schema", () => {
  test("labels that were swapped are edits", async () => {
    const other = { negative: "positive", positive: "negative" } as Record<string, string>;
    const file = await one(
      rows,
      rows.map((row) => ({ ...row, label: other[row.label]! })),
    );
    expect(file.schemaChange).toBeNull();
    expect(file.rows.edited).toBe(60);
  });

  test("two labels that became one are edits", async () => {
    const file = await one(
      rows,
      rows.map((row) => ({ ...row, label: "any" })),
    );
    expect(file.schemaChange).toBeNull();
    expect(file.rows.edited).toBe(60);
  });

  test("a label column whose values are found nowhere has vanished", async () => {
    const file = await one(
      rows,
      rows.map(({ text: kept, id }) => ({ text: kept, note: `n${(id * 7) % 11}` })),
    );
    expect([...file.labels.values()].every(({ head }) => head === 0)).toBe(true);
  });

  test("a new column beside those of the base takes no role", async () => {
    const file = await one(
      rows,
      planted.map((row) => ({ ...row, sentiment: rows[row.id]?.label ?? "negative" })),
    );
    expect(file.schemaChange).toBeNull();
    expect(file.changes.filter(({ edits }) => edits.label)).toHaveLength(2);
  });
});
