import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { labelledTexts, notReviewed, suspects } from "../../src/versions/not-reviewed.ts";
import { treeWith } from "./repository.ts";

const isReviewed = ({ path }: { path: string }): boolean => /\.(?:jsonl|csv|json)$/.test(path);
const lines = (line: (i: number) => string, count = 40): string =>
  `${Array.from({ length: count }, (_, i) => line(i)).join("\n")}\n`;
const records = lines((i) => JSON.stringify({ text: `row ${i}`, label: "a" }));

async function named(base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>) {
  const found = await notReviewed(await suspects(treeWith(base), treeWith(head), isReviewed));
  return found.map(({ path, replaces, grade }) => [path, replaces ?? grade]);
}

describe("files that look like data and are not read", () => {
  const base = { "data/train.jsonl": records, "README.md": "# Data" };

  test("what two say in turn in a plain text is named; prose is not", async () => {
    const talk = lines(
      (i) =>
        `Patient:\nHello, I cough since day ${i}. Is this bad?\nDoctor: No, it is not.\nhttps://example.org/${i}`,
    );
    const prose = lines((i) => (i % 2 ? `${i}` : `Note: chapter ${i} says more`));
    expect(await named(base, { ...base, "data/talks.txt": talk, "data/notes.txt": prose })).toEqual([
      ["data/talks.txt", "suspicious"],
    ]);
  });

  test("texts in XML are named wherever they lie; settings in XML are not", async () => {
    const corpus = lines((i) => `<item>\n  <text>a text of row ${i}</text>\n</item>`);
    const settings = lines((i) => `<dependency>\n  <artifactId>part-${i}</artifactId>\n</dependency>`);
    expect(await named(base, { ...base, "xml/reviews.xml": corpus, "app/pom.xml": settings })).toEqual([
      ["xml/reviews.xml", "informative"],
    ]);
  });

  test("a file a language is named, as FLORES has it", async () => {
    const found = await named(base, {
      ...base,
      "dev/eng_Latn.dev": lines((i) => `the soup of day ${i} was warm`),
    });
    expect(found.map(([path]) => path)).toEqual(["dev/eng_Latn.dev"]);
  });

  test("records a line in a manifest and in inserts are named wherever they lie; a list of files is not", async () => {
    const inserts = `INSERT INTO reviews VALUES\n${lines((i) => `(${i}, 'a text of ${i}', 'good'),`)}`;
    const files = lines((i) => `/app/part-${i}.js`);
    expect(
      await named(base, {
        ...base,
        "out/output.manifest": records,
        "seed.sql": inserts,
        "app.manifest": files,
      }),
    ).toEqual([
      ["out/output.manifest", "informative"],
      ["seed.sql", "informative"],
    ]);
  });

  test.each([
    "arrow", "co", "feather", "xlsx", "npz", "avro", "dvc", "jsonl.bak", "jsonl.xz", "csv.zip", "csv.7z", "jsonlines", "zip", "train", "testa", "testb", "gz",
  ])("a new .%s is named by its name", async (ending) => {
    const path = `data/extra.${ending}`;
    expect(await named(base, { ...base, [path]: "any" })).toEqual([[path, "suspicious"]]);
  }); // biome-ignore format: a word list

  test.each([
    ["txt", records],
    ["txt", lines((i) => `label${i % 2}\tsome text of row ${i}`)],
    ["txt", lines((i) => `one sentence after the other, number ${i}`)],
    ["txt", lines((i) => `###${i}\nMETHODS\ta text of row ${i}\nRESULTS\tanother text of row ${i}\n`)],
    ["yaml", lines((i) => `- text: row ${i}\n  label: a`)],
    ["yaml", `steps:\n${lines((i) => `- said ${i} and more\n- ${i}`)}`],
    ["xml", lines((i) => `<row label="a">text ${i}</row>`)],
    ["xml", `<rows>${lines((i) => `<row label="a">a text of ${i}</row>`, 8).replaceAll("\n", "")}</rows>`],
    ["md", records],
    ["dat", lines((i) => `a;text of ${i};1`)],
    ["sql", lines((i) => `INSERT INTO reviews VALUES ('text of ${i}', 1);`)],
    ["toml", lines((i) => `[[rows]]\ntext = "text of ${i}"\nlabel = "a"`)],
    ["py", `ROWS = [\n${lines((i) => `  ("text of ${i}", 1),`)}]\n`],
    ["py", `ROWS = [{"text": "all on one line", "label": "a"}]\n`],
    ["jsonl1", records],
    ["geojson", `[${records.trim().replaceAll("\n", ",")}]`],
    ["lab", lines((i) => `a text of row ${i} that goes on\t${i % 2 ? "good" : "bad"}`)],
    ["all", lines((i) => `a text of row ${i} that goes on ||| ${i % 2 ? "good" : "bad"}`)],
    ["records", lines((i) => `text: a text of row ${i}\nlabel: ${i % 2 ? "good" : "bad"}\n`)],
    ["fold", lines((i) => `${i % 2} a text of row ${i} that goes on`)],
    ["md", `## intent:a\n${lines((i) => `- text of ${i}`)}`],
  ])("a new .%s beside data is named where it holds rows", async (ending, content) => {
    const path = `data/extra.${ending}`;
    expect(await named(base, { ...base, [path]: content })).toEqual([[path, "suspicious"]]);
  });

  test("records under the name of a file that every project has are named, and what no reader takes for text is not", async () => {
    const head = {
      ...base,
      "data/README": records,
      "data/requirements.txt": lines((i) => `a text of row ${i} that goes on\t${i % 2 ? "good" : "bad"}`),
      "data/notes.cfg": lines((i) => `key${i} = some words of a setting`),
      "data/picture.png": records,
      "data/get.sh": lines((i) => `curl -o data-${i} some words of a program`),
      "old/train.jsonl.keep": records,
      "src/LICENSE.txt": records,
    };
    expect(await named(base, head)).toEqual([
      ["data/README", "suspicious"],
      ["data/requirements.txt", "suspicious"],
      ["old/train.jsonl.keep", "suspicious"],
    ]);
  });

  test("what every project has is not", async () => {
    const head = {
      ...base,
      "README.md": "# More",
      "requirements.txt": lines((i) => `package-${i}==1`),
      "data/README.md": lines((i) => `a sentence of the readme ${i}`),
      "data/LICENSE.txt": lines((i) => `a sentence of the licence ${i}`),
      "data/notes.md": "# Notes\n\nSome words on the data.\n",
      "data/settings.yaml": "seed: 1\nsplit: 0.2\n",
      "data/stories.yml": `stories:\n${lines((i) => `- story: path ${i} of a talk\n  steps:\n  - intent: greet\n  - action: utter_greet\n`)}`,
      ".github/workflows/check.yml": lines((i) => `- run: step ${i}`),
      "src/train.py": "print(1)\n",
      "docs/picture.png": "x",
    };
    expect(await named(base, head)).toEqual([]);
  });

  test("an archive far from data is mentioned only", async () => {
    expect(await named(base, { ...base, "site/theme.zip": "x" })).toEqual([
      ["site/theme.zip", "informative"],
    ]);
  });

  test("a data file that goes on under another name says which", async () => {
    expect(await named(base, { "README.md": "", "data/train.txt": records })).toEqual([
      ["data/train.txt", "data/train.jsonl"],
    ]);
    expect(await named(base, { "README.md": "", "data/train.arrow": "x" })).toEqual([
      ["data/train.arrow", "data/train.jsonl"],
    ]);
  });

  test("a deleted data file and a program of its name have nothing to do with each other", async () => {
    expect(await named(base, { "README.md": "", "data/train.py": "print(1)" })).toEqual([]);
  });

  test("where nothing is read at all, plain texts are what there is for data", async () => {
    const texts = lines((i) => `__label__${i % 2} one sentence after the other ${i}`);
    const before = { "README.md": "# Data", "train.txt": texts, "notes.txt": "Ask before you use it.\n" };
    const after = {
      "README.md": "# More",
      "train.txt": `${texts}__label__1 new\n`,
      "notes.txt": "Ask us.\n",
    };
    expect(await named(before, after)).toEqual([["train.txt", "suspicious"]]);
  });

  test.each([
    ["data/train", records],
    ["data/seq.in", lines((i) => `show me flight ${i} to boston`)],
    ["data/label", lines((i) => `atis_flight${i % 2 === 0 ? "" : "_time"}`)],
    ["corpus/train.hi", lines((i) => `एक वाक्य जो लंबा है ${i}`)],
    ["en", lines((i) => `word${i}`)],
    ["data/zh.txt", lines((i) => `今天的天气${i}很好，我们去公园散步（走路）吧。`)],
    ["data/th.txt", lines((i) => `วันนี้อากาศดีมาก${i}!`)],
    ["corpus/reviews.xml", lines((i) => `<row label="a">text ${i}</row>`)],
    ["train.xml", lines((i) => `<row label="a">text ${i}</row>`)],
    ["data/nlu.yml", `nlu:\n- intent: a\n  examples: |\n${lines((i) => `    - text of ${i}`)}`],
  ])("where nothing is read at all, %s says by its path that it holds data", async (path, content) => {
    expect(await named({ [path]: content }, { [path]: `${content}${content}` })).toEqual([
      [path, "suspicious"],
    ]);
  });

  test("questions with answers in YAML are read wherever they lie, however many files there are; settings are not", async () => {
    const asked = "- question: What is soup made of?\n  answer: Of stock.\n".repeat(4);
    const files = (content: string, folder: string) =>
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${folder}/${i}/qna.yaml`, content]));
    const head = { ...files(asked, "skills/soup"), "deploy/steps.yml": lines((i) => `- run: step ${i}`) };
    const found = await suspects(treeWith({}), treeWith(head), isReviewed);
    const { labelled, others } = await labelledTexts(found, treeWith({}), treeWith(head), () => false);
    expect(labelled).toHaveLength(60);
    expect(others.map(({ entry }) => entry.path)).toEqual(["deploy/steps.yml"]);
    expect(await notReviewed(others)).toEqual([]);
  });

  test("programs, settings and documents of a repository without data are not named", async () => {
    const head = {
      "src/data/load.py": lines((i) => `def load_${i}(path): return open(path)`),
      "test.py": lines((i) => `  ("case ${i}", 1),`),
      "docs/list.md": lines((i) => `- a point ${i}`),
      "deploy/steps.yml": lines((i) => `- run: step ${i}`),
      "train.yaml": "epochs: 3\nrate: 0.1\n",
      "bin/start": lines((i) => `echo step ${i}`),
      Jenkinsfile: lines((i) => `    sh 'make step${i}'`),
      "data/Makefile": lines((i) => `step${i}: other`),
    };
    expect(await named({}, head)).toEqual([]);
  });

  test.each([
    ["data/train_text.txt", "train_labels.txt"],
    ["data/seq.in", "label"],
  ])("%s is named with the lines to have its labels read from %s beside it", async (path, labels) => {
    const texts = { [path]: lines((i) => `one sentence after the other, number ${i}`) };
    const files = await suspects(
      treeWith(base),
      treeWith({ ...base, ...texts, [`data/${labels}`]: lines((i) => `${i % 2}`) }),
      isReviewed,
    );
    const found = (await notReviewed(files)).find((one) => one.path === path);
    expect(parse(found!.configuration!)).toEqual({
      include: [path, `data/${labels}`],
      columns: [{ files: path, label: { file: labels } }],
    });
    const alone = await notReviewed(
      await suspects(treeWith(base), treeWith({ ...base, ...texts }), isReviewed),
    );
    expect(alone).toMatchObject([{ path, configuration: null }]);
  });

  test("a folder of texts, one a file, is named once, with the lines to have it read", async () => {
    const folder = (name: string, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}/${i}.txt`, `a text of ${i}`]));
    const before = { ...base, ...folder("texts/good", 30), ...folder("texts/few", 5) };
    const after = { ...before, ...folder("texts/good", 34), ...folder("texts/few", 7) };
    const [found, ...more] = await notReviewed(await suspects(treeWith(before), treeWith(after), isReviewed));
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      path: "texts/good/*.txt",
      grade: "suspicious",
      configuration: 'include: ["texts/good/*.txt"]',
    });
  });

  test("folders of texts side by side are named together, with lines that read the label from their names", async () => {
    const folder = (name: string, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}/${i}.txt`, `a text of ${i}`]));
    const before = { ...folder("news/Sports", 30), ...folder("news/World", 30), ...folder("news/few", 5) };
    const after = { ...before, ...folder("news/Sports", 34), ...folder("news/World", 31) };
    const [found, ...more] = await notReviewed(await suspects(treeWith(before), treeWith(after), isReviewed));
    expect(more).toEqual([]);
    expect(found!.reason).toMatch(/^2 folders in news hold 65 text files/);
    expect(parse(found!.configuration!)).toEqual({
      include: ["news/*/*.txt"],
      columns: [{ files: "news/*/*.txt", label: { path: "news/{label}/*.txt" } }],
    });
  });

  test("folders whose names are labels are read, however many texts they hold", async () => {
    const texts = (name: string, count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`train/${name}/${i}.txt`, `a text, of ${i}`]),
      );
    const before = { ...texts("pos", 30), ...texts("neg", 30) };
    const head = { ...before, ...texts("pos", 33) };
    const found = await suspects(treeWith(before), treeWith(head), isReviewed);
    const { labelled, others } = await labelledTexts(found, treeWith(before), treeWith(head), () => false);
    expect(others).toEqual([]);
    expect(labelled.map(({ head: now }) => now?.path)).toEqual(
      ["30", "31", "32"].map((i) => `train/pos/${i}.txt`),
    );
  });

  test("the lines for such a folder are no more than its name, whatever that is", async () => {
    const name = 'a[b]/x"]\nexclude: ["y';
    const folder = Object.fromEntries(
      Array.from({ length: 25 }, (_, i) => [`${name}/${i}.txt`, `text ${i}`]),
    );
    const [found] = await notReviewed(await suspects(treeWith({}), treeWith(folder), isReviewed));
    expect(parse(found!.configuration!)).toEqual({ include: [`a?b?/x"?\nexclude: ?"y/*.txt`] });
  });

  test("what did not change is not named", async () => {
    const before = { ...base, "data/old.xlsx": "x", "data/list.txt": records };
    expect(await named(before, before)).toEqual([]);
  });
});
