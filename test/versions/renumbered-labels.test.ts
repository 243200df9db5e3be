import { describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../src/config/schema.ts";
import { changedMeaning } from "../../src/versions/compare-trees.ts";
import { renumberedLabels } from "../../src/versions/renumbered-labels.ts";
import { takenIn } from "../../src/versions/taken-in.ts";
import { treeWith } from "./repository.ts";

/** What a change of one file says: `number before after`. */
async function renumbered(path: string, before: string, after: string): Promise<readonly string[]> {
  const {
    renumbered: [found],
  } = await renumberedLabels(treeWith({ [path]: before }), treeWith({ [path]: after }));
  if (found === undefined) return [];
  return found.isUnread
    ? ["unread"]
    : found.labels.map(({ number, before: was, after: is }) => `${number} ${was} ${is}`);
}

const card = (names: readonly string[], write = (i: number, name: string) => `          '${i}': ${name}`) =>
  `---\ndataset_info:\n  features:\n  - name: text\n    dtype: string\n  - name: label\n    dtype:\n      class_label:\n        names:\n${names.map((name, i) => write(i, name)).join("\n")}\n---\n# Reviews\n`;
const json = (value: unknown): string => JSON.stringify(value, null, 2);
const byNumber = (names: readonly string[]) => Object.fromEntries(names.map((name, i) => [i, name]));
const byName = (names: readonly string[]) => Object.fromEntries(names.map((name, i) => [name, i]));

/** Every way in which labels are numbered, as people write it. */
const writings: readonly (readonly [string, (names: readonly string[]) => string])[] = [
  ["README.md", card],
  ["README.md", (names) => card(names, (i, name) => `          ${i}: ${name}`)],
  ["README.md", (names) => card(names, (_, name) => `        - ${name}`)],
  ["config.json", (names) => json({ model: "x", id2label: byNumber(names), label2id: byName(names) })],
  ["config.json", (names) => json({ label2id: byName(names) })],
  ["data/label_map.json", (names) => json(byNumber(names))],
  ["data/labels.json", json],
  ["data/classes.json", (names) => json({ categories: names.map((name, id) => ({ id, name })) })],
  [
    "dataset_infos.json",
    (names) =>
      json({ default: { features: { label: { names, num_classes: names.length, _type: "ClassLabel" } } } }),
  ],
  ["data/classes.txt", (names) => `${names.join("\n")}\n`],
  ["labels.txt", (names) => names.map((name, i) => `${i}\t${name}`).join("\n")],
  ["labels.txt", (names) => names.map((name, i) => `${name}: ${i}`).join("\r\n")],
  ["data/obj.names", (names) => names.join("\n")],
  ["data/label_names.yaml", (names) => `labels:\n${names.map((name, i) => `  ${i}: ${name}\n`).join("")}`],
  ["params.yaml", (names) => `seed: 1\nlabel_map:\n${names.map((name, i) => `  ${i}: ${name}\n`).join("")}`],
  ["config.toml", (names) => `[data]\nlabels = ${JSON.stringify(names)}\n`],
  ["src/labels.ts", (names) => `export const labels = ${JSON.stringify(names)};\n`],
  ["constants.py", (names) => `ID2LABEL = {${names.map((name, i) => `${i}: "${name}"`).join(", ")}}\n`],
  ["reviews.py", (names) => `FEATURES = {"label": ClassLabel(names=${json(names)})}\n`],
];

describe("numbers that get other names", () => {
  test.each(writings)("%s: names that change places are seen", async (path, write) => {
    expect(await renumbered(path, write(["bad", "good", "mixed"]), write(["good", "bad", "mixed"]))).toEqual(
      expect.arrayContaining(["0 bad good", "1 good bad"]),
    );
  });

  test.each(writings)("%s: one that goes in between moves the others", async (path, write) => {
    expect(await renumbered(path, write(["bad", "good"]), write(["bad", "mixed", "good"]))).toContain(
      "1 good mixed",
    );
  });

  test.each(writings)("%s: honest changes are quiet", async (path, write) => {
    const before = write(["bad", "good"]);
    expect(await renumbered(path, before, write(["bad", "good", "mixed"]))).toEqual([]);
    expect(await renumbered(path, before, write(["Bad", "GOOD"]))).toEqual([]);
    expect(await renumbered(path, write(["negativ", "positive"]), write(["negative", "positive"]))).toEqual(
      [],
    );
    expect(await renumbered(path, before, before.replace("\n", "\n\n"))).toEqual([]);
  });

  test("names of one list that goes on under another key are compared with it", async () => {
    const before = json({ id2label: byNumber(["bad", "good"]) });
    expect(await renumbered("config.json", before, json({ label2id: byName(["good", "bad"]) }))).toEqual([
      "0 bad good",
      "1 good bad",
    ]);
  });

  test.each([
    [
      "README.md",
      card(["bad", "good"]),
      card(["bad", "good"]).replace("---\n# ", "more: &a [1]\nagain: *a\n---\n# "),
    ],
    ["config.json", json({ id2label: byNumber(["bad", "good"]) }), '{"id2label": {"0": "good"'],
    ["data/classes.txt", "bad\ngood\n", `good\nbad\n${"\n".repeat(5_000_000)}`],
  ])("%s: what cannot be read any more is said", async (path, before, after) => {
    expect(await renumbered(path, before, after)).toEqual(["unread"]);
  });

  test.each([
    ["README.md", "---\ntags:\n- text\n- news\n---\n", "---\ntags:\n- news\n- text\n---\n"],
    ["package.json", json({ keywords: ["text", "news"] }), json({ keywords: ["news", "text"] })],
    [".github/dependabot.json", json({ labels: ["bug", "data"] }), json({ labels: ["data", "bug"] })],
    ["data/train.json", json([{ text: "a", labels: ["x", "y"] }]), json([{ text: "a", labels: ["y", "x"] }])],
    ["data/train.json", json({ label: ["x", "y", "x"] }), json({ label: ["y", "x", "x"] })],
    ["notes.txt", "one\ntwo\n", "two\none\n"],
  ])("%s: lists of other things are none of labels", async (path, before, after) => {
    expect(await renumbered(path, before, after)).toEqual([]);
  });

  test("an exchange is told from a new name", async () => {
    const found = async (after: readonly string[]) => {
      const { renumbered } = await renumberedLabels(
        treeWith({ "classes.txt": "bad\ngood\n" }),
        treeWith({ "classes.txt": after.join("\n") }),
      );
      return renumbered.map(({ isExchange }) => isExchange);
    };
    expect(await found(["good", "bad"])).toEqual([true]);
    expect(await found(["bad", "superb"])).toEqual([false]);
  });

  test("an exchange decides in a program that numbers labels, not in one that lists them", async () => {
    const exchanged = async (path: string, write: (names: readonly string[]) => string) => {
      const { renumbered } = await renumberedLabels(
        treeWith({ [path]: write(["bad", "good"]) }),
        treeWith({ [path]: write(["good", "bad"]) }),
      );
      return renumbered.map(({ isExchange }) => isExchange);
    };
    expect(await exchanged("plot.py", (names) => `labels = ${json(names)}\nax.legend(labels)\n`)).toEqual([
      false,
    ]);
    expect(await exchanged("reviews.py", (names) => `ClassLabel(names=${json(names)})\n`)).toEqual([true]);
    expect(
      await exchanged("load.py", (names) => `labels = ${json(names)}\nlabel2id = number(labels)\n`),
    ).toEqual([true]);
    expect(await exchanged("labels.py", (names) => `labels = ${json(names)}\n`)).toEqual([true]);
  });
});

describe("files that may name labels", () => {
  const programs = (count: number, names: string): Readonly<Record<string, string>> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`src/${i}.py`, `names = ["${names}"]\n`]));

  test("are read up to a number, those that say so by their path first; the others are told", async () => {
    const [had, has] = ['bad", "good', 'good", "bad'];
    const base = { ...programs(60, had), "zz/label_names.py": `names = ["${had}"]` };
    const head = { ...programs(60, has), "zz/label_names.py": `names = ["${has}"]` };
    const { renumbered, unread } = await renumberedLabels(treeWith(base), treeWith(head));
    expect(renumbered).toHaveLength(50);
    expect(renumbered.at(-1)!.path).toBe("zz/label_names.py");
    expect(unread).toHaveLength(11);
    const { beside } = await changedMeaning(treeWith(base), treeWith(head), defaultConfig);
    expect(beside.map(({ reason }) => reason)).toEqual([
      "src/49.py and 10 more changed files may name labels by number and were not read, because so many changed",
    ]);
  });

  const many = Array.from({ length: 12_000 }, (_, i) => `number ${i} of a long list of species`);
  const others = [many[1]!, many[0]!, ...many.slice(2)];
  test.each([
    ["config.json", (names: readonly string[]) => json({ id2label: byNumber(names) })],
    ["data/labels.json", json],
    ["classes.txt", (names: readonly string[]) => names.join("\n")],
  ])("are compared where the list is long: %s", async (path, write) => {
    expect(write(many).length).toBeGreaterThan(300_000);
    expect(await renumbered(path, write(many), write(others))).toHaveLength(2);
  });

  test("are named where they are too long", async () => {
    const [base, head] = [many, others].map((names) => treeWith({ "README.md": card(names) }));
    const { renumbered, beside } = await changedMeaning(base!, head!, defaultConfig);
    expect(renumbered).toEqual([]);
    expect(beside).toMatchObject([
      {
        reason: "README.md may name labels by number and was not read, because of the length",
        grade: "suspicious",
      },
    ]);
  });

  test.each([
    ["a.py", `names = [${`"a"${" ".repeat(40)}`.repeat(500)}!`],
    ["a.py", "names".repeat(40_000)],
    ["a.py", `names = {${`0: "a"${" ".repeat(40)}`.repeat(500)}!`],
    ["classes.txt", `a${" ".repeat(200_000)}x\n`],
  ])("take no long time, whatever stands in %s", async (path, hostile) => {
    expect(await renumbered(path, hostile, `${hostile} `)).toEqual([]);
  });
});

describe("files that a data card takes in", () => {
  const cardOf = (path: string): string =>
    `---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: ${JSON.stringify(path)}\n---\n`;
  const base = {
    "README.md": cardOf("data/train.jsonl"),
    "data/train.jsonl": "{}",
    "data/test.jsonl": "{}",
    "archive/old.txt": "text",
    "archive/rejected.jsonl": "{}",
  };
  const isReviewed = ({ path }: { readonly path: string }): boolean => path.endsWith(".jsonl");
  const named = async (head: Readonly<Record<string, string>>) =>
    (await takenIn(treeWith(base), treeWith(head), isReviewed)).map(({ path }) => path);

  test("what was no data, or set aside, is named where the card takes it in", async () => {
    const taken = await named({ ...base, "README.md": cardOf("**/*") });
    expect(taken.sort()).toEqual(["archive/old.txt", "archive/rejected.jsonl"]);
    expect(await named({ ...base, "README.md": cardOf("archive/*.jsonl") })).toEqual([
      "archive/rejected.jsonl",
    ]);
  });

  const splits = (train: string, test: string, role = "text: text"): string =>
    `---\nconfigs:\n- data_files:\n  - split: train\n    path: ${train}\n  - split: test\n    path: ${test}\ntrain-eval-index:\n- col_mapping:\n    ${role}\n---\n`;
  const [one, two] = ["data/train.jsonl", "data/test.jsonl"];
  test.each([
    ["exchanges them", splits(two, one), `${one} to test, which was train`],
    ["takes in both", splits(`[${one}, ${two}]`, two), `${two} to train, which was test`],
    ["takes in all", splits('"data/*"', two), `${two} to train, which was test`],
    [
      "reads a file elsewhere",
      splits("https://example.org/a.jsonl", two),
      "rows from https://example.org/a.jsonl",
    ],
    ["reads another dataset", splits("hf://datasets/a/b/c.csv", two), "rows from hf://datasets/a/b/c.csv"],
    ["reads another column", splits(one, two, "draft: text"), "reads draft as text"],
  ])("a card that %s is named", async (_, after, reason) => {
    const before = { ...base, "README.md": splits(one, two) };
    const found = await takenIn(treeWith(before), treeWith({ ...base, "README.md": after }), isReviewed);
    expect(found.map((entry) => entry.reason)).toEqual([expect.stringContaining(reason)]);
  });

  test("one that names the same files otherwise, and a new split, are not", async () => {
    const before = { ...base, "README.md": splits(one, two) };
    for (const after of [splits('"data/tr*.jsonl"', two), splits(one, `[${two}, data/more.jsonl]`)])
      expect(await takenIn(treeWith(before), treeWith({ ...base, "README.md": after }), isReviewed)).toEqual(
        [],
      );
  });

  test("reviewed data, and a card that says the same, are no news", async () => {
    expect(await named({ ...base, "README.md": cardOf("data/*.jsonl") })).toEqual([]);
    expect(await named({ ...base, "README.md": `${base["README.md"]}# More\n` })).toEqual([]);
  });
});
