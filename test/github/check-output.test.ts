import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { cutBytes, withinLimits } from "../../src/github/check-output.ts";
import { anyCharacter } from "../support/any-character.ts";

// GitHub's limits: title 255; summary and text 65,535 characters, enforced in bytes; annotation message 64 KB.
const bytes = (text: string | undefined) => Buffer.byteLength(text ?? "");

test("everything too long is cut in bytes, and says so", () => {
  const long = "ü".repeat(70_000);
  const output = withinLimits({
    title: long,
    summary: long,
    text: long,
    annotations: [
      {
        path: "a",
        start_line: 1,
        end_line: 1,
        annotation_level: "failure",
        message: long,
        title: long,
      },
    ],
  });
  expect(bytes(output.title)).toBeLessThanOrEqual(255);
  expect(bytes(output.summary)).toBeLessThanOrEqual(65_535);
  expect(bytes(output.text)).toBeLessThanOrEqual(65_535);
  expect(output.summary).toContain("cut here");
  const [annotation] = output.annotations!;
  expect(bytes(annotation!.message)).toBeLessThanOrEqual(64 * 1024);
  expect(bytes(annotation!.title)).toBeLessThanOrEqual(255);
});

test("what fits is left as it is", () => {
  const output = { title: "t", summary: "s", text: "x", annotations: [] };
  expect(withinLimits(output)).toEqual(output);
});

test("a cut text is a start of the text, whole in its characters, and within the limit", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter, maxLength: 60 }),
      fc.integer({ min: 3, max: 40 }),
      (text, limit) => {
        const cut = cutBytes(text, limit, "…");
        expect(bytes(cut)).toBeLessThanOrEqual(limit);
        if (bytes(text) <= limit) expect(cut).toBe(text);
        else expect(text.startsWith(cut.slice(0, -1))).toBe(true);
      },
    ),
  );
});
