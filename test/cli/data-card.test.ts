import { describe, expect, test } from "@jest/globals";
import { run } from "../../src/cli/program.ts";
import { columnChooser } from "../../src/config/columns.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { datasetMatcher } from "../../src/config/paths.ts";
import { readCard } from "../../src/versions/card.ts";
import { jsonl } from "../rows/support.ts";
import { folderWith } from "../versions/repository.ts";
import { fakeTerminal } from "./terminal.ts";

const card = (yaml: string): string => `---\nlicense: mit\n${yaml}---\n# Parcels\n\nReviews of parcels.\n`;

// How cards are written: https://huggingface.co/docs/hub/datasets-manual-configuration
describe("a data card", () => {
  test("names its files in a string, or in lists of splits with stars", () => {
    const string = card("configs:\n- config_name: default\n  data_files: reviews.csv\n");
    expect(readCard(string)?.include).toEqual(["reviews.csv"]);
    const splits = `configs:
- config_name: default
  data_dir: data
  data_files:
  - split: train
    path: ["train-*", "./extra/*.jsonl"]
  - split: test
    path: "test-*"
`;
    expect(readCard(card(splits).replaceAll("\n", "\r\n"))?.include).toEqual([
      "data/train-*",
      "data/extra/*.jsonl",
      "data/test-*",
    ]);
  });

  test("of several datasets declares labels for the files of each, in both writings", () => {
    const yaml = `configs:
- config_name: en
  data_files: "en/*.csv"
- config_name: de
  data_dir: de
dataset_info:
- config_name: en
  features:
  - name: text
    dtype: string
  - name: stars
    dtype:
      class_label:
        names:
          1: good
          0: bad
- config_name: de
  features:
    kind: {_type: ClassLabel, names: [lob, tadel]}
    text: {_type: Value, dtype: string}
- config_name: lost
  features:
  - {name: kind, dtype: {class_label: {names: {'0': a}}}}
`;
    expect(readCard(card(yaml))).toMatchObject({
      include: ["en/*.csv", "de/**"],
      labels: [
        { files: ["en/*.csv"], column: "stars", names: ["bad", "good"] },
        { files: ["de/**"], column: "kind", names: ["lob", "tadel"] },
      ],
      note: null,
    });
  });

  test("of the older kind lists the names of its datasets alone", () => {
    const yaml = `configs:
- ynat
- 2014
dataset_info:
- config_name: ynat
  features:
  - {name: label, dtype: {class_label: {names: {'0': a}}}}
  - {name: tags, sequence: {class_label: {names: {'0': O}}}}
`;
    expect(readCard(card(yaml))).toMatchObject({
      include: [],
      labels: [{ files: ["**"], column: "label", names: ["a"] }],
      note: null,
    });
  });

  test("is none without YAML at the head", () => {
    expect(readCard("# Parcels\n\n---\nconfigs: no card\n---\n")).toBeNull();
    expect(readCard(card(""))).toEqual({ include: [], splits: [], roles: [], labels: [], note: null });
  });

  test("that cannot be used is told by line, and says nothing", () => {
    const noteOf = (text: string) => readCard(text)?.note;
    expect(noteOf(card("configs: [a\n"))).toMatch(/^README\.md:\d: not valid YAML/);
    expect(noteOf(card("configs:\n- data_files: 7\n"))).toMatch(
      /^README\.md:4: configs\[0\]\.data_files: has a value of the wrong kind/,
    );
    expect(noteOf("---\nconfigs: []\n")).toContain("has no end");
    const elsewhere = "configs:\n- data_files: [../a.csv, 'https://example.org/b.csv', /c.csv, d.csv]\n";
    expect(readCard(card(elsewhere))).toMatchObject({
      include: ["d.csv"],
      note: expect.stringContaining("3 of its data_files"),
    });
  });

  test("that is hostile is left aside before it takes time", () => {
    const bomb = Array.from(
      { length: 30 },
      (_, i) =>
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${Math.max(i - 1, 0)}`)
          .join(", ")}]\n`,
    ).join("");
    expect(readCard(card(bomb))?.note).toMatch(/^README\.md:\d+: .*(alias|anchor)/);
    expect(readCard(card(`x: ${"[".repeat(5000)}\n`))?.note).toContain("nest deeper");
    expect(readCard(card(`x: ${"y".repeat(1 << 20)}\n`))?.note).toContain("64 KiB");
    expect(readCard(card("__proto__: {a: 1}\n"))?.note).toContain("unknown key");
    const many = Array.from({ length: 500 }, (_, i) => `f${i}.csv`).join(", ");
    expect(readCard(card(`configs: [{data_files: [${many}]}]\n`))?.include).toHaveLength(100);
  });
});

const rows = (column: string) =>
  jsonl(
    Array.from({ length: 60 }, (_, i) => ({
      comment: `The parcel of order ${i * 7} was late, and nobody told me why.`,
      stars: String(i % 5),
      [column]: i % 2,
    })),
  );

async function init(files: Readonly<Record<string, string>>) {
  const terminal = fakeTerminal();
  const status = await run(["init", folderWith(files), "--print"], terminal);
  const parsed = parseConfig(terminal.out(), "written.yml");
  if (parsed.status !== "valid") throw new Error(JSON.stringify(parsed.errors));
  return { status, out: terminal.out(), err: terminal.err(), config: parsed.config };
}

const labelled = (column: string, files: string) => `configs:
- data_files: [${files}]
dataset_info:
  features:
  - name: ${column}
    dtype:
      class_label:
        names: {'0': "late\\nparcel", '1': lost}
`;

describe("dataset-review init with a data card", () => {
  test("takes the label from the card for the files that have it, and tells its names", async () => {
    const files = { "data/a.jsonl": rows("about"), "data/b.jsonl": rows("other") };
    const without = await init(files);
    expect(columnChooser(without.config)("data/a.jsonl").label).toBe("stars + about");
    const { out, err, config } = await init({
      ...files,
      "README.md": card(labelled("about", '"data/*.jsonl"')),
    });
    expect(columnChooser(config)("data/a.jsonl")).toMatchObject({ label: "about", text: ["comment"] });
    expect(columnChooser(config)("data/b.jsonl").label).toBe("stars + other");
    expect(out).toContain(
      '  # Declared in the data card; "comment" is a common name for text.\n  # Label in the data card: "about": 0 late↵parcel, 1 lost\n',
    );
    expect(out.match(/Label in the data card/g)).toHaveLength(1);
    expect(err).toBe("");
  });

  test("adds files that only the card names, and leaves none out", async () => {
    const prose = Array.from({ length: 40 }, (_, i) => `Parcel ${i} came late, and nobody said why.\n`);
    const { out, config } = await init({
      "data/a.jsonl": rows("about"),
      "raw/b.jsonl": rows("about"),
      "corpus/c.txt": prose.join(""),
      "notes/d.txt": prose.join(""),
      "README.md": card(labelled("about", '"data/*.jsonl", "corpus/*.txt"')),
    });
    const isDataset = datasetMatcher(config);
    const paths = ["data/a.jsonl", "raw/b.jsonl", "corpus/c.txt", "notes/d.txt", "README.md"];
    expect(paths.filter(isDataset)).toEqual(["data/a.jsonl", "raw/b.jsonl", "corpus/c.txt"]);
    expect(out).toContain('# Only these are data files in the data card: "data/*.jsonl", "corpus/*.txt"');
  });

  test("includes nothing anew where all that it names is found without it", async () => {
    const texts = Array.from(
      { length: 30 },
      (_, i) => `parcel ${i} was late again\t${i % 2 ? "bad" : "good"}\n`,
    );
    const { out } = await init({
      "train.txt": texts.join(""),
      "README.md": card("configs:\n- data_files: train.txt\n"),
    });
    expect(out).toContain('files: ["train.txt"]');
    expect(out).not.toContain("include:");
  });

  test("leaves text with answers as it is", async () => {
    const answers = Array.from({ length: 40 }, (_, i) => ({
      prompt: `Where is parcel ${i}, please?`,
      completion: `It is in depot ${i % 7}.`,
      about: i % 4,
      stars: i % 5,
    }));
    const { config } = await init({
      "a.jsonl": jsonl(answers),
      "README.md": card(labelled("about", '"*.jsonl"')),
    });
    expect(columnChooser(config)("a.jsonl")).toMatchObject({
      response: "completion",
      label: "stars + about",
    });
  });

  test("goes on without a card that cannot be read, and says so", async () => {
    const { status, err, config } = await init({
      "data/a.jsonl": rows("about"),
      "README.md": card("configs: [a\n"),
    });
    expect([status, columnChooser(config)("data/a.jsonl").label]).toEqual([0, "stars + about"]);
    expect(err).toMatch(/README\.md:\d: not valid YAML.*left aside/);
  });
});
