/** Text that is not UTF-8, and JSON that only Python writes. */
import { expect, test } from "@jest/globals";
import { compare, jsonl, pair } from "./support.ts";

/** A sentence in the bytes of each encoding, as Python's codecs write it. */
const encoded: readonly (readonly [string, string, string])[] = [
  [
    "gb18030",
    "d5e2bcd2b5eac0efb5c4ceb6b5c0b7c7b3a3bac3a3accfc2b4cebbb9bbe1d4d9c0b4a3accdc6bcf6b8f8c5f3d3d1",
    "这家店里的味道非常好，下次还会再来，推荐给朋友",
  ],
  [
    "shift_jis",
    "82b182cc935882cc97bf979d82cd82c682c482e082a882a282b582a282c582b7",
    "この店の料理はとてもおいしいです",
  ],
  [
    "windows-1251",
    "fdf2ee20eee4e8ed20e8e720f1e0ecfbf520f5eef0eef8e8f520f0e5f1f2eef0e0edeee220e220e3eef0eee4e5",
    "это один из самых хороших ресторанов в городе",
  ],
];

test.each(encoded)("%s is recognised, and its text is text", async (name, hex, text) => {
  expect(new TextDecoder(name).decode(Buffer.from(hex, "hex"))).toBe(text);
  const line = (i: number): Buffer =>
    Buffer.concat([Buffer.from(hex, "hex"), Buffer.from(`,${i % 2 ? "good" : "bad"}\n`)]);
  const content = Buffer.concat([
    Buffer.from("text,label\n"),
    ...Array.from({ length: 60 }, (_, i) => line(i)),
  ]);
  const { files } = await compare([pair("d.csv", null, content)]);
  expect(files[0]!.changes[0]!.after!.text).toBe(text);
  expect(files[0]!.columns.reason.toLowerCase()).toContain(name);
});

test("words of another script beside English are read in its code page", async () => {
  // "αυτή η ταινία ήταν πολύ καλή" in windows-1253, as Python writes it.
  const greek = Buffer.from("e1f5f4de20e720f4e1e9eddfe120def4e1ed20f0efebfd20eae1ebde", "hex");
  const line = (i: number): Buffer =>
    Buffer.concat([
      greek,
      Buffer.from(` the plot is thin and so are all of its people,${i % 2 ? "good" : "bad"}\n`),
    ]);
  const content = Buffer.concat([
    Buffer.from("text,label\n"),
    ...Array.from({ length: 60 }, (_, i) => line(i)),
  ]);
  const { files } = await compare([pair("d.csv", null, content)]);
  expect(files[0]!.changes[0]!.after!.text).toMatch(/^αυτή η ταινία ήταν πολύ καλή the plot/);
});

test.each([
  ["koi8-r", "fcd4cfd420c6c9ccd8cd20c2d9cc20cfdec5ced820c8cfd2cfdbc9ca", "Этот фильм был очень хороший"],
  ["iso-8859-2", "5a61bff3b3e62067eab66cb1206a61bcf1", "Zażółć gęślą jaźń"],
  ["windows-1255", "e4f1f8e820e4e6e420e8e5e120eee0e5e3", "הסרט הזה טוב מאוד"],
])("a base in %s that is written anew in UTF-8 has the same rows", async (_, hex, text) => {
  const lines = (begin: Buffer, rows: number): Buffer =>
    Buffer.concat([
      Buffer.from("text,label\n"),
      ...Array.from({ length: rows }, (_, i) =>
        Buffer.concat([begin, Buffer.from(` the plot is thin and so are all of its ${i} people,good\n`)]),
      ),
    ]);
  const { files } = await compare([
    pair("d.csv", lines(Buffer.from(hex, "hex"), 60), lines(Buffer.from(text), 63)),
  ]);
  expect(files[0]!.changes.map(({ kind }) => kind)).toEqual(["added", "added", "added"]);
  const asJson = `${Array.from({ length: 63 }, (_, i) =>
    JSON.stringify({
      text: `${text} the plot is thin and so are all of its ${i} people`,
      label: "good",
    }).replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`),
  ).join("\n")}\n`;
  const { files: written } = await compare([
    { ...pair("d.csv", lines(Buffer.from(hex, "hex"), 60), null), head: pair("d.jsonl", null, asJson).head },
  ]);
  expect(written[0]!.changes).toHaveLength(3);
});

test("a file that was UTF-8 before is refused in another encoding, by name", async () => {
  const [, hex] = encoded[0]!;
  const head = Buffer.concat(
    Array.from({ length: 60 }, () => Buffer.concat([Buffer.from(hex, "hex"), Buffer.from(",good\n")])),
  );
  const { notAnalysed } = await compare([
    pair("d.csv", "text,label\nthe soup,good\n", Buffer.concat([Buffer.from("text,label\n"), head])),
  ]);
  expect(notAnalysed[0]?.reason).toMatch(/GB18030.*UTF-8/);
});

test("NaN and Infinity are read as null, and named", async () => {
  const content = '{"text": "NaN is a word", "score": NaN}\n{"text": "warm soup", "score": -Infinity}\n';
  const { files } = await compare([pair("d.jsonl", null, content)]);
  expect(files[0]!.changes.map(({ after }) => after!.fields)).toEqual([
    { text: "NaN is a word", score: null },
    { text: "warm soup", score: null },
  ]);
  expect(files[0]!.problems.map(({ line, message }) => [line, /NaN or Infinity/.test(message)])).toEqual([
    [1, true],
    [2, true],
  ]);
});

test("integers beyond 2^53 that differ in a digit are not the same", async () => {
  const row = (id: string): string => `{"id": ${id}, "text": "warm soup"}\n`;
  const { files } = await compare([pair("d.jsonl", row("1234567890123456789"), row("1234567890123456768"))]);
  expect(files[0]!.rows).toMatchObject({ edited: 1, reformatted: 0 });
});

test.each(["0.9400000000000001", "-0.9500000000000001", "1e-9007199254740993", "9.4000000000000012e-5"])(
  "%s is one number, however many digits it has",
  async (number) => {
    const row = (score: string): string =>
      `{"text": "warm soup", "score": ${score}, "id": -9007199254740993}\n`;
    const { files } = await compare([pair("d.jsonl", row("1"), row("1") + row(number))]);
    expect(files[0]!.problems).toEqual([]);
    expect(files[0]!.changes.map(({ after }) => after!.fields["score"])).toEqual([Number(number)]);
  },
);

test("a conflict marker in a document is named as one", async () => {
  const row = (text: string): string => JSON.stringify({ text, label: "good" });
  const base = `[\n${row("one")},\n${row("two")}\n]\n`;
  const head = `[\n${row("one")},\n<<<<<<< HEAD\n${row("two")}\n=======\n${row("three")}\n>>>>>>> other\n]\n`;
  const { files } = await compare([pair("d.json", base, head)]);
  const messages = files[0]!.problems
    .filter(({ introduced }) => introduced)
    .map(({ line, message }) => [line, message.includes("merge conflict")]);
  expect(messages).toEqual([
    [3, true],
    [5, true],
    [7, true],
  ]);
});

test("lock files, bills of materials and parameters are no data sets; a list of texts beside settings is one", async () => {
  const none = [
    [
      "package-lock.json",
      {
        lockfileVersion: 3,
        packages: { "": { name: "a", version: "1" }, b: { version: "2", integrity: "x" } },
      },
    ],
    [
      "sbom.spdx3.json",
      {
        "@graph": [
          { type: "Person", comment: "made by hand" },
          { type: "Package", comment: "the data of all" },
        ],
      },
    ],
    [
      "params/model.json",
      { reader: { type: "x", size: 4 }, trainer: { type: "y", size: 8 }, model: { type: "z" } },
    ],
    [
      "deploy.json",
      {
        $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        resources: [{ type: "a" }, { type: "b" }],
      },
    ],
    [
      "api.json",
      {
        openapi: "3.0.0",
        info: { title: "All about soups" },
        paths: Object.fromEntries(
          Array.from({ length: 60 }, (_, i) => [
            `/soup${i}`,
            { get: { summary: `Gives the soup number ${i}` } },
          ]),
        ),
      },
    ],
    [
      "src/locales/en.json",
      {
        menu: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`item${i}`, `The soup number ${i}`])),
      },
    ],
    ["deploy.json", { apiVersion: "v1", kind: "List", items: [{ apiVersion: "v1", kind: "Pod" }] }],
    [
      "sweep.json",
      [
        { lr: 0.1, epochs: 3, note: "again" },
        { lr: 0.2, epochs: 3, note: "wider" },
      ],
    ],
    [
      "package-lock.json",
      {
        name: "a",
        lockfileVersion: 2,
        packages: Object.fromEntries(
          Array.from({ length: 60 }, (_, i) => [`node_modules/b${i}`, { engines: { node: ">= 18 || < 3" } }]),
        ),
      },
    ],
    ["datapackage.json", { name: "soups", resources: [{ title: "All the soups", path: "soups.csv" }] }],
    [".vscode/tasks.json", { version: "2.0.0", tasks: [{ label: "build it all", type: "shell" }] }],
  ] as const;
  const texts = { lang: "en", values: Array.from({ length: 20 }, (_, i) => `the soup number ${String(i)}`) };
  // Rows under the marks of a standard, or in a folder of locales, are rows.
  const rows = Array.from({ length: 60 }, (_, i) => ({
    text: `the soup number ${i}`,
    label: i % 2 ? "a" : "b",
  }));
  const data = [
    ["texts.json", texts],
    ["marked.json", { openapi: "3.0.0", info: {}, paths: {}, data: rows }],
    ["paths.json", { openapi: "3.0.0", info: {}, paths: rows }],
    ["items.json", { apiVersion: "v1", kind: "List", items: rows }],
    ["npm-lock.json", { name: "a", lockfileVersion: 3, packages: rows }],
    ["config.json", rows.slice(0, 40)],
    ["runs.json", rows.map((row) => ({ ...row, lr: 0.1, epochs: 3 }))],
    ["locales/de.json", rows],
  ] as const;
  const pairs = [...none, ...data].map(([path, value]) => pair(path, null, JSON.stringify(value)));
  const { files } = await compare(pairs);
  expect(files.map(({ path, rows: { head } }) => [path, head])).toEqual([
    ["texts.json", 20],
    ["marked.json", 60],
    ["paths.json", 60],
    ["items.json", 60],
    ["npm-lock.json", 60],
    ["config.json", 40],
    ["runs.json", 60],
    ["locales/de.json", 60],
  ]);
});

test("one list of names among settings is no table, and its names are no columns", async () => {
  const settings = { language: "en", features: ["smalltalk-on", "smalltalk-filled"], minimum: 0.2 };
  const read = await compare([pair("agent.json", null, JSON.stringify(settings, null, 2))]);
  expect(read.files).toEqual([]);
});

test("settings of an editor are none, though comments stand among them", async () => {
  const settings = `{ // made by hand\n  "rules": [\n    { "name": "one", "type": "warn" },\n    // two\n    { "name": "two", "type": "off" },\n  ],\n}\n`;
  const { files } = await compare([pair(".vscode/launch.json", null, settings)]);
  expect(files).toEqual([]);
});

test("plain rows stay plain", async () => {
  const rows = [
    { text: "warm soup", meta: { by: "me" } },
    { text: "cold soup", meta: { by: "you" } },
  ];
  const { files } = await compare([pair("d.jsonl", null, jsonl(rows))]);
  expect(files[0]!.columns.all).toEqual(["text", "meta"]);
});
