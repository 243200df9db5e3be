import { describe, expect, test } from "@jest/globals";
import { yamlAsJson } from "../../src/rows/formats/yaml.ts";
import { holdsLabelledRows } from "../../src/rows/labelled-text.ts";
import { Unreadable } from "../../src/rows/unreadable.ts";
import { compare, pair } from "./support.ts";

const asJson = (text: string): string => yamlAsJson(text, true).toString("utf8");

describe("YAML as JSON", () => {
  test("each value stands on the line on which YAML has it", () => {
    expect(asJson('a: 1\nb:\n  - x y\n  -\n    c: "d"\n')).toBe('{"a":1,\n"b":\n["x y",\n\n{"c":"d"}]}');
    expect(asJson("text: |\n  two\n  lines\nlabel: a\n")).toBe('{"text":"two\\nlines\\n",\n\n\n"label":"a"}');
  });

  test("the examples of an intent are texts, a line each", () => {
    expect(asJson("- intent: a\n  examples: |\n    - one two\n\n    - three\n")).toBe(
      '[{"intent":"a",\n"examples":[\n"one two",\n\n"three"]}]',
    );
    expect(asJson("examples: |\n  no list\n")).toBe('{"examples":"no list\\n"}');
  });

  test("an alias is what it stands for, and a few lines of them do not become gigabytes", () => {
    expect(asJson("a: &x [1, 2]\nb: *x\n")).toBe('{"a":[1,2],\n"b":[1,2]}');
    const bomb = Array.from({ length: 12 }, (_, i) =>
      i === 0
        ? "a0: &a0 [x]"
        : `a${i}: &a${i} [${Array(9)
            .fill(`*a${i - 1}`)
            .join(",")}]`,
    );
    expect(() => asJson(`${bomb.join("\n")}\n`)).toThrow(Unreadable);
  });

  test("what cannot be read is named with its line, and without its text", () => {
    expect(() => asJson("a: 1\nsecret text: [\n")).toThrow(/from line \d+ on \(\w+\)/);
    expect(() => asJson("[".repeat(100_000))).toThrow(Unreadable);
    // These ended the process.
    for (const deep of [
      "- ".repeat(30_000),
      "? ".repeat(30_000),
      `# ${"]".repeat(3000)}\n- ${"[".repeat(3000)}`,
    ])
      expect(() => asJson(`a: 1\n${deep}x\n`)).toThrow(/from line [23] on \(NESTED_TOO_DEEPLY\)/);
    expect(holdsLabelledRows(Buffer.from("- ".repeat(30_000)), "x.yml")).toBe(false);
    expect(() => asJson("a: 1\na: 2\n")).toThrow(/DUPLICATE_KEY/);
  });
});

test("records with labels are data; settings, stories and domains are none", () => {
  const holds = (text: string): boolean => holdsLabelledRows(Buffer.from(text), "x.yml");
  const list = (item: (i: number) => string, length = 12): string =>
    Array.from({ length }, (_, i) => item(i)).join("");
  expect(holds(list((i) => `- text: the soup ${i}\n  label: warm\n`))).toBe(true);
  expect(holds(`nlu:\n- intent: a\n  examples: |\n${list((i) => `    - soup ${i}\n`)}`)).toBe(true);
  // Synonyms may outnumber the intents that they stand among.
  const aids = list((i) => `- synonym: soup${i}\n  examples: |\n    - broth\n`, 20);
  expect(holds(`nlu:\n- intent: a\n  examples: |\n${list((i) => `    - soup ${i}\n`)}${aids}`)).toBe(true);
  const mood = (i: number): string => (i % 2 === 0 ? "glad" : "sad");
  expect(holds(list((i) => `- text: the soup was number ${i} today\n  mood: ${mood(i)}\n`, 60))).toBe(true);
  expect(holds(list((i) => `- name: step ${i}\n  run: make\n`))).toBe(false);
  expect(
    holds(
      list((i) => `- name: soup ${i}\n  description: the soup of day ${i} here\n  kind: ${mood(i)}\n`, 60),
    ),
  ).toBe(false);
  // A few questions are data already; what a program is asked with is no question in words.
  const asked = (i: number): string => `- question: What is soup ${i} made of?\n  answer: Of stock.\n`;
  expect(holds(`examples:\n${asked(1)}${asked(2)}${asked(3)}`)).toBe(true);
  expect(
    holds(
      `seeds:\n- about: soup\n  pairs:\n${[1, 2, 3].map((i) => asked(i).replace(/^/gm, "  ").trimEnd()).join("\n")}\n`,
    ),
  ).toBe(true);
  expect(holds(`examples:\n${asked(1)}${asked(2)}`)).toBe(false);
  const filled = (i: number): string =>
    `- vars:\n    said: the soup of day ${i}\n  assert:\n  - type: equals\n    value: warm\n`;
  expect(holds(`prompts: [a, b]\nproviders: [c]\ntests:\n${list(filled, 3)}`)).toBe(true);
  expect(holds(list((i) => `- inputs:\n    text: the soup of day ${i}\n  expected_output: warm\n`, 3))).toBe(
    true,
  );
  // A play of Ansible has variables and no answers.
  expect(holds(list((i) => `- hosts: all\n  vars:\n    motd: the host of day ${i}\n`))).toBe(false);
  expect(holds(list((i) => `- input: soup${i}.txt\n  output: out${i}.txt\n`))).toBe(false);
  expect(holds(list((i) => `- - How is soup ${i}?\n  - Warm.\n`))).toBe(true);
  expect(holds(`${list((i) => `- - How is soup ${i}?\n  - Warm.\n`)}- - How is`)).toBe(true);
  const about = (i: number): string =>
    `- about: soup ${i}\n  asked:\n${asked(i).replace(/^/gm, "  ").trimEnd()}\n`;
  expect(holds(`seeds:\n${list(about, 3)}`)).toBe(true);
  expect(holds(list((i) => `- - soup${i}\n  - warm\n`))).toBe(false);
  expect(holds(`stories:\n${list((i) => `- story: s${i}\n  steps:\n  - intent: a\n  - action: b\n`)}`)).toBe(
    false,
  );
  expect(holds(`intents: [a, b]\nresponses:\n${list((i) => `  utter_${i}:\n  - text: soup ${i}\n`)}`)).toBe(
    false,
  );
});

test("rows of a YAML file stand where they are written", async () => {
  const nlu = (more: string): string =>
    `nlu:\n- intent: greet\n  examples: |\n    - good day\n    - hello there\n${more}- intent: leave\n  examples: |\n    - good bye\n${["day", "evening", "noon"].map((word) => `- synonym: ${word}\n  examples: |\n    - morning\n`).join("")}`;
  const { files } = await compare([pair("nlu.yml", nlu(""), nlu("    - so you are here\n"))]);
  expect(files[0]!.changes.map(({ after }) => [after?.line, after?.text, after?.labels])).toEqual([
    [6, "so you are here", ["greet"]],
  ]);
  expect(files[0]!.rows).toMatchObject({ base: 6, head: 7 });
});

test("Rasa's lists of words for entities are a row each, and its marks are no part of a text", async () => {
  const nlu = (more: string): string =>
    `nlu:\n- intent: greet\n  examples: |\n    - good [day](time)\n    - hello [there]{"entity": "place"}\n- intent: leave\n  examples: |\n    - good bye\n${more}`;
  const words =
    "- synonym: day\n  examples: |\n    - morning\n- lookup: time\n  examples: |\n    - noon (sharp)\n";
  const { files } = await compare([pair("nlu.yml", nlu(""), nlu(words))]);
  expect(files[0]!.changes.map(({ after }) => [after?.text, after?.labels])).toEqual([
    ["", []],
    ["", []],
  ]);
  const marked = await compare([pair("nlu.yml", nlu(""), nlu("").replace("good bye", "[good](mood) bye"))]);
  expect(marked.files[0]!.changes.map(({ kind, edits }) => [kind, edits])).toEqual([
    ["edited", { label: false, text: false, other: true }],
  ]);
});

test("settings before a long list are no rows, and where they stand is no label", async () => {
  const examples = Array.from(
    { length: 1200 },
    (_, i) => `- {input: what is the soup of day ${i}, output: ${["warm", "cold"][i % 2]!}}\n`,
  );
  const content = `task: soups\nmetadata:\n  author: us\nexamples:\n${examples.join("")}`;
  const { files } = await compare([pair("few.yaml", null, content)]);
  expect(files[0]).toMatchObject({ rows: { head: 1200 }, columns: { label: "output" } });
});
