import { expect, test } from "@jest/globals";
import picomatch from "picomatch";
import { seededRandom } from "../../examples/feedback/random.ts";
import { spelledOut } from "../../src/config/braces.ts";
import { pathMatcher } from "../../src/config/glob.ts";
import { pattern } from "../../src/config/values.ts";
import { processorMs } from "../support/processor-time.ts";

/** How patterns match here, in picomatch's words. */
const matching = { dot: true, nocase: true, noextglob: true, strictSlashes: true };

test("agrees with picomatch on patterns and paths drawn from few pieces", () => {
  const random = seededRandom(7).next;
  const draw = (pieces: readonly string[], most: number) =>
    Array.from(
      { length: 1 + Math.floor(random() * most) },
      () => pieces[Math.floor(random() * pieces.length)]!,
    );
  const pieces = [
    "*",
    "?",
    "a",
    "B",
    ".csv",
    "{a,bc}",
    "[ab]",
    "[^a]",
    "[!a]",
    "a*b",
    ".",
    "{1..3}",
    "{a,{b,c}c}",
  ];
  const differing: string[] = [];
  let hits = 0;
  for (let round = 0; round < 4_000; round += 1) {
    const pattern = draw(["**", ""], 3)
      .map((part) => part || draw(pieces, 3).join("").replace(/\*+/g, "*"))
      .join("/");
    const path = draw(["a", "b", "ab", "bc", ".csv", "a.csv", "abc", "2", "c"], 4).join(
      random() < 0.5 ? "/" : "",
    );
    if (spelledOut(pattern) === null) continue;
    const expected = picomatch(pattern, matching)(path);
    if (expected) hits += 1;
    if (pathMatcher(pattern)(path) !== expected) differing.push(`${pattern} ${path} ${String(expected)}`);
  }
  expect(differing).toEqual([]);
  expect(hits).toBeGreaterThan(400);
});

test("a name of 250 letters against eight stars is decided at once, and 20,000 of them are too", () => {
  const matches = pathMatcher("**/*a*a*a*a*a*b.csv");
  const took = processorMs(() => {
    for (let i = 0; i < 20_000; i += 1) matches(`data/${"a".repeat(250)}.csv`);
  });
  expect(matches(`data/${"a".repeat(250)}b.csv`)).toBe(true);
  expect(took).toBeLessThan(10_000);
});

test("choices stand for a hundred patterns at most, however they are nested", () => {
  expect(spelledOut("{a,{b,c}d}{1..2}")).toEqual(["a1", "a2", "bd1", "bd2", "cd1", "cd2"]);
  expect(spelledOut("{1..100}.csv")).toHaveLength(100);
  for (const many of [
    "{1..101}",
    "{a,b}".repeat(50),
    "{1..999999999}",
    `${"{a,".repeat(50)}b${"}".repeat(50)}`.repeat(2),
  ])
    expect(pattern.safeParse(many)).toMatchObject({ success: false });
  expect(spelledOut("a{b{c}d")).toEqual(["a{b{c}d"]);
});
