import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatConfigError, parseConfig } from "../../src/config/parse.ts";
import { defaultConfig } from "../../src/config/schema.ts";
import { processorMs } from "../support/processor-time.ts";

const file = ".github/dataset-review.yml";

function valid(text: string) {
  const parsed = parseConfig(text, file);
  if (parsed.status !== "valid") throw new Error(parsed.errors.map(formatConfigError).join("\n"));
  return parsed.config;
}

function errors(text: string) {
  const parsed = parseConfig(text, file);
  if (parsed.status !== "invalid") throw new Error("expected the configuration to be refused");
  return parsed.errors;
}

describe("a valid configuration", () => {
  test.each(["", "# only a comment\n", "---\n", "{}"])("nothing written means the defaults: %j", (text) => {
    expect(valid(text)).toEqual(defaultConfig);
  });

  test("what is written holds, and the rest keeps its default", () => {
    const config = valid("annotations: { budget: 10 }\npolicy:\n  warnAt: low\n");
    expect(config.annotations.budget).toBe(10);
    expect(config.policy).toEqual({ ...defaultConfig.policy, warnAt: "low" });
  });

  // In YAML 1.2 `off` is a word, not a boolean: https://yaml.org/spec/1.2.2/#10212-boolean
  test.each([
    ["off", false],
    ["false", false],
    ["no", false],
    ["on", true],
    ["yes", true],
    ["true", true],
  ])("reports: %s", (word, expected) => {
    expect(valid(`reports: ${word}`).reports).toBe(expected);
  });

  test("a byte order mark and CRLF line ends are no obstacle", () => {
    expect(valid("\ufeffreports: off\r\nstoreRowText: on\r\n")).toMatchObject({
      reports: false,
      storeRowText: true,
    });
  });
});

describe("an error names key, line and remedy", () => {
  test("a misspelt key at the top", () => {
    expect(errors("# ours\nincldue: ['**/*.csv']\n")).toEqual([
      { file, line: 2, key: "incldue", message: "unknown key", remedy: "Did you mean `include`?" },
    ]);
  });

  test("a misspelt key in a list item", () => {
    expect(errors("columns:\n  - files: a.csv\n    lable: stars\n")).toEqual([
      { file, line: 3, key: "columns[0].lable", message: "unknown key", remedy: "Did you mean `label`?" },
    ]);
  });

  test("a key like no other lists what is known there", () => {
    const [error] = errors("policy:\n  quux: 1\n");
    expect(error).toMatchObject({ line: 2, key: "policy.quux" });
    expect(error?.remedy).toBe("Known here: blockAt, warnAt, untested, atMost.");
  });

  test("a key that stands elsewhere says where", () => {
    expect(errors("label: stars\n")[0]?.remedy).toBe(
      "It stands elsewhere: `columns: [{files: …, label: …}]`.",
    );
    expect(errors("files: a.csv\n")[0]?.remedy).toBe("It stands elsewhere: `columns: [{files: …}]`.");
    expect(errors("blockAt: high\n")[0]?.remedy).toBe("It stands elsewhere: `policy: {blockAt: …}`.");
  });

  test("an entry that is no list", () => {
    expect(errors("columns:\n  label: stars\n")[0]?.remedy).toMatch(
      /^Write a list, each entry after `- `\. Which columns/,
    );
  });

  test("a misspelt choice", () => {
    const [error] = errors("policy:\n  blockAt: hihg\n");
    expect(error).toMatchObject({ line: 2, key: "policy.blockAt" });
    expect(error?.remedy).toContain("Did you mean `high`? Choices: low, medium, high, critical.");
  });

  test("a warning level above the blocking level", () => {
    expect(errors("policy: { blockAt: low, warnAt: high }")[0]).toMatchObject({ key: "policy.warnAt" });
  });

  test("every error is told, in the order of lines", () => {
    const lines = errors("reports: maybe\nlimits:\n  maxRowBytes: 1\n  maxRows: 3\n").map(({ line }) => line);
    expect(lines).toEqual([1, 3, 4]);
  });

  test("a value of the wrong kind", () => {
    expect(errors("\ninclude: '**/*.csv'")[0]).toMatchObject({ line: 2, key: "include" });
    expect(errors("- a list")[0]).toMatchObject({ line: 1, key: "" });
    expect(errors("a string")[0]).toMatchObject({ line: 1, key: "" });
  });

  test("broken YAML", () => {
    expect(errors("include:\n  - 'unclosed\nreports: off\n")[0]?.message).toMatch(/^not valid YAML/);
    expect(errors("reports: on\nreports: off\n")[0]).toMatchObject({ line: 2 });
  });
});

describe("hostile YAML is refused", () => {
  const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    .concat(
      Array.from("bcdefgh", (name, i) => [name, i] as const).map(
        ([name, i]) => `${name}: &${name} [${`*${"abcdefg"[i]},`.repeat(9)}]`,
      ),
    )
    .join("\n");
  test.each([
    ["billion laughs", bomb],
    ["one alias", "include: &a ['**/*.csv']\nexclude: *a\n"],
    ["a merge key", "<<: { reports: off }\n"],
    ["a prototype key", "__proto__:\n  reports: off\n"],
    ["a prototype key deep inside", "policy:\n  atMost:\n    __proto__: { token-label-skew: info }\n"],
    ["constructor", "constructor: { prototype: { reports: off } }\n"],
    ["a tag", "include: !!js/function 'x'\n"],
    ["a key that is a list", "? [a, b]\n: c\n"],
    ["two documents", "reports: on\n---\nreports: off\n"],
    ["deep brackets", "[".repeat(60_000)],
    ["deep braces", "a: {".repeat(100)],
    ["deep brackets after as many that close", `# ${"]".repeat(100)}\na: ${"[".repeat(100)}`],
    ["deep list items", "- ".repeat(30_000)],
    ["deep question marks", "? ".repeat(30_000)],
    ["a huge file", `# ${"x".repeat(70_000)}`],
    ["a regular expression in a pattern", "include: ['(a+)+$']"],
    ["a pattern of many stars", `include: ['${"*a".repeat(20)}']`],
  ])("%s", (_, text) => {
    const took = processorMs(() => {
      const [first] = errors(text);
      expect(first?.message).not.toBe("");
      expect(first?.remedy).not.toBe("");
    });
    expect(took).toBeLessThan(1000);
  });

  test("any text ends as valid or as errors with a line of the file, and changes no prototype", () => {
    const word = fc.constantFrom(
      "include",
      "policy",
      "__proto__",
      "- ",
      "? ",
      ": ",
      "[",
      "{",
      "&a ",
      "*a",
      "\n",
      "  ",
      "'",
      "high",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const parsed = parseConfig(text, file);
        expect(Object.hasOwn(Object.prototype, "reports")).toBe(false);
        if (parsed.status === "valid") return;
        expect(parsed.errors.length).toBeGreaterThan(0);
        for (const { line } of parsed.errors) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
        }
      }),
    );
  });
});
