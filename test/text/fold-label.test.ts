import { describe, expect, test } from "@jest/globals";
import { foldLabel, labelFolder } from "../../src/text/fold-label.ts";

describe("foldLabel", () => {
  test.each([
    ["POSITIVE", "positive"],
    [" Positive\u200b ", "positive"],
    ["Positive.", "positive"],
    ["ＰＯＳＩＴＩＶＥ", "positive"],
    ["very_good", "very good"],
    ["\u201cgood\u201d", "good"],
    ["c++", "c++"],
    ["?", "?"],
  ])("%j is %j", (label, folded) => {
    expect(foldLabel(label)).toBe(folded);
  });

  // What `float()` and `int()` of Python make of them.
  test.each(["1", "1.0", "+1", "1e0", " 1 ", "01", "true", "True"])("%j is the number 1", (label) => {
    expect(foldLabel(label)).toBe("1");
  });

  test.each(["-1", "1.5", "v1", "1 star"])("%j is not", (label) => {
    expect(foldLabel(label)).not.toBe("1");
  });
});

describe("labelFolder", () => {
  const meant = labelFolder(["POSITIVE", "NEGATIVE", "sports", "US", "us"]);

  test.each([
    ["Positive ", "POSITIVE"],
    ["pos", "POSITIVE"],
    ["POSTIVE", "POSITIVE"],
    // The Cyrillic О is another letter, one of eight.
    ["P\u041eSITIVE", "POSITIVE"],
    ["sport", "sports"],
  ])("%j becomes %j", (label, established) => {
    expect(meant(label)).toBe(established);
  });

  test("an established label is itself, and a new one is none of them", () => {
    expect(meant("POSITIVE")).toBeNull();
    expect(meant("mixed")).toBeNull();
  });

  test("what may be two labels is neither", () => {
    expect(meant("Us")).toBeNull();
    expect(labelFolder(["positive", "possible"])("pos")).toBeNull();
  });

  test("several labels in one are no spelling of several others", () => {
    expect(labelFolder(["neg,neg,pos", "neu,neu,pos"])("neg,neu,pos")).toBeNull();
    expect(labelFolder(["['sikh', 'mus']", "['none']"])("['sikh']")).toBeNull();
  });

  test("numbers that are alike are not the same number", () => {
    expect(labelFolder(["10001", "10002"])("10003")).toBeNull();
    expect(labelFolder(["10"])("1")).toBeNull();
  });
});
