import { describe, expect, test } from "@jest/globals";
import { describeFailure } from "../../src/cli/failure.ts";
import { patternOf } from "../../src/config/glob.ts";
import { InputError } from "../../src/versions/input-error.ts";

describe("an error on the terminal", () => {
  test("says what and what to do", () => {
    expect(describeFailure(new InputError("a.csv does not exist", "Check the path."))).toBe(
      "error: a.csv does not exist\n  Check the path.",
    );
  });

  test("tells neither a stack nor the runtime's message, which can quote the data", () => {
    const secret = "the patient's name";
    let caught: unknown;
    try {
      JSON.parse(`{"text": ${secret}`);
    } catch (error) {
      caught = error;
    }
    const told = describeFailure(caught);
    expect(told).toContain("internal error (SyntaxError");
    expect(told).not.toContain("patient");
    expect(told).not.toMatch(/^\s+at /m);
  });

  test("names the place in our own code", () => {
    let caught: unknown;
    try {
      patternOf(undefined as never);
    } catch (error) {
      caught = error;
    }
    expect(describeFailure(caught)).toMatch(/internal error \(TypeError at config\/glob\.ts:\d+\)/);
  });

  test("survives whatever is thrown", () => {
    expect(describeFailure("text")).toContain("internal error");
    expect(describeFailure(undefined)).toContain("internal error");
  });
});
