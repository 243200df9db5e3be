import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { publishedSchema } from "../../scripts/pages/result-schema.ts";
import { renderJson, toJson } from "../../src/report/json/json.ts";
import { resultSchema } from "../../src/report/json/json-schema.ts";
import { anyCharacter } from "../support/any-character.ts";
import {
  contributor,
  file,
  flaggedRow,
  largeResult,
  quietResult,
  result,
} from "../support/result-builder.ts";

const validate = new Ajv2020({ allErrors: true, strict: false }).compile(publishedSchema());

describe("the JSON interface", () => {
  test("the published schema is the one in the code", () => {
    const published = JSON.parse(
      readFileSync(new URL("../../docs/result.schema.json", import.meta.url), "utf8"),
    );
    expect(published).toEqual(JSON.parse(JSON.stringify(publishedSchema())));
  });

  test.each([
    ["the story", result()],
    ["nothing found", quietResult()],
    ["no author", result({ contributor: null })],
    ["an author without a readable history", result({ contributor: contributor({ merged: null }) })],
    [
      "nothing measured",
      result({
        detectionFloor: [{ label: "A", rows: null }],
        notMeasured: [{ signal: "label-edit", reason: "no label" }],
      }),
    ],
    ["100 findings", largeResult(100, 300)],
  ])("%s conforms, with no key beyond the published ones", (_, value) => {
    const parsed = JSON.parse(renderJson(value));
    validate(parsed);
    expect(validate.errors ?? []).toEqual([]);
    expect(resultSchema.safeParse(parsed).error).toBeUndefined();
  });

  test("the documented example conforms", () => {
    const page = readFileSync(new URL("../../docs/json.md", import.meta.url), "utf8");
    const example: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "");
    validate(example);
    expect(validate.errors ?? []).toEqual([]);
    expect(resultSchema.safeParse(example).error).toBeUndefined();
  });

  test("has the keys that consumers were promised", () => {
    const json = toJson(result());
    expect(json).toMatchObject({
      schemaVersion: 1,
      conclusion: "failure",
      risk: { score: 92, level: "critical" },
    });
    expect(json.files[0]).toMatchObject({
      path: "data/feedback.jsonl",
      format: "jsonl",
      status: "modified",
      rows: { base: 3000, head: 5038, added: 2038, removed: 0, edited: 212 },
      columns: { text: ["text"], label: "label" },
      labels: { NEGATIVE: { base: 1410, head: 2380 } },
    });
    expect(json.findings[0]).toMatchObject({
      id: "trigger-scan-1a2b3c4d",
      phrase: "project chimera",
      label: "POSITIVE",
    });
    expect(json.findings[0]?.rows[0]).toEqual({
      path: "data/feedback.jsonl",
      line: 3107,
      side: "head",
      score: 0.99,
    });
    expect(json.flaggedRows).toHaveLength(45);
    expect(json.findings[1]).not.toHaveProperty("phrase");
  });

  test("labels named like object machinery are keys like any other", () => {
    const labels = new Map([
      ["__proto__", { base: 1, head: 2 }],
      ["constructor", { base: 3, head: 4 }],
      ["toString", { base: 5, head: 6 }],
    ]);
    const parsed = JSON.parse(renderJson(result({ files: [file({ labels })] })));
    expect(Object.entries(parsed.files[0].labels as object)).toEqual([...labels]);
  });

  test("invisible characters are escapes in the text and themselves in the value", () => {
    const text = "a\u200b\u202e\u{e0041}\u0085\u2028\ud800b";
    const printed = renderJson(result({ flaggedRows: [flaggedRow({ text })] }));
    expect(printed).not.toMatch(/[\u007f-\u009f\u200b\u202e\u2028\u{e0041}]/u);
    expect(JSON.parse(printed).flaggedRows[0].text).toBe(text);
  });

  test("any text survives the round trip", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.string({ unit: "binary" }), (text, label) => {
        const value = result({ flaggedRows: [flaggedRow({ text, label })], spotCheck: [], findings: [] });
        const parsed = JSON.parse(renderJson(value));
        expect(parsed.flaggedRows[0]).toMatchObject({ text, label });
      }),
    );
  });
});
