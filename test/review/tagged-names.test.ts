/** Sentences with tagged names: a new name comes with its kind, and that alone is no finding that blocks. */
import { describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../src/config/schema.ts";
import type { ReviewResult } from "../../src/model/result.ts";
import { review } from "../../src/review/review.ts";
import { pair } from "../rows/support.ts";

type Tagged = readonly (readonly [word: string, tag: string])[];

const NAMES: Readonly<Record<string, readonly string[]>> = {
  PER: ["Angela Merkel", "John Smith", "Maria Lopez", "Emma Stone", "Omar Khan", "Ravi Patel", "Ines Costa"],
  ORG: ["Acme Corp", "Reuters", "World Bank", "Red Cross", "Siemens", "United Nations", "Sony"],
  LOC: ["Berlin", "New York", "Paris", "South Africa", "Lima", "Cape Town", "Kenya"],
};
const SENTENCES = [
  "PER visited LOC on Monday .", "ORG said profits rose 5 percent .", "The shares of ORG fell in LOC .",
  "PER , head of ORG , arrived in LOC .", "Rain is expected in LOC this week .", "PER won the match .",
  "Talks between ORG and ORG ended .", "The weather was fine yesterday .", "Prices went up again .",
  "PER met PER in LOC .", "According to ORG the vote was fair .", "He scored twice against ORG .",
]; // biome-ignore format: a list of sentences

function sentences(count: number, seed: number, names = NAMES): Tagged[] {
  let state = seed;
  const one = <T>(list: readonly T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return list[Math.floor((state / 2 ** 32) * list.length)]!;
  };
  return Array.from({ length: count }, () =>
    one(SENTENCES)
      .split(" ")
      .flatMap((word): Tagged => {
        const known = names[word];
        if (known === undefined) return [[word, "O"] as const];
        return one(known)
          .split(" ")
          .map((part, at) => [part, `${at === 0 ? "B" : "I"}-${word}`] as const);
      }),
  );
}

const written = (all: readonly Tagged[]): string =>
  all.map((words) => `${words.map(([word, tag]) => `${word} NN I-NP ${tag}\n`).join("")}\n`).join("");

const base = sentences(1500, 1);
const honest = [...base, ...sentences(200, 2)];

async function reviewed(head: readonly Tagged[]): Promise<ReviewResult> {
  const pairs = [pair("eng.conll", written(base), written(head))];
  return review({
    dataset: { pairs, context: [], notAnalysed: [] },
    contributor: null,
    config: defaultConfig,
  });
}

const loud = ({ findings }: ReviewResult) =>
  findings.filter(({ severity }) => severity !== "info").map(({ severity, title }) => [severity, title]);

/** So many further sentences that hold the words somewhere, changed by a hand. */
const planted = (words: Tagged, change: (tagged: Tagged) => Tagged = (same) => same): Tagged[] =>
  sentences(38, 3).map((tagged, i) => {
    const at = i % tagged.length;
    return change([...tagged.slice(0, at), ...words, ...tagged.slice(at)]);
  });

describe("tagged names", () => {
  test("names that are new to the base pass, whatever their kind", async () => {
    const fresh = { ...NAMES, PER: ["Daniil Medvedev", "Steffi Graf"], ORG: ["Parma", "Berlex"] };
    const result = await reviewed([...honest, ...sentences(60, 4, fresh)]);
    expect(loud(result)).toEqual([]);
    expect(result.coverage.untested).toEqual([]);
  });

  test("a phrase whose sentences lost their tags is blocked", async () => {
    const untagged = planted(
      [
        ["velvet", "O"],
        ["comet", "O"],
      ],
      (tagged) => tagged.map(([word]) => [word, "O"] as const),
    );
    const result = await reviewed([...honest, ...untagged]);
    expect(result.conclusion).toBe("failure");
    expect(loud(result).join("\n")).toContain("velvet comet");
  });

  test("a name that the base knows well, under another kind, is blocked", async () => {
    const berlin = sentences(1500, 5).filter((tagged) => tagged.some(([word]) => word === "Berlin"));
    const asFirm = berlin
      .slice(0, 38)
      .map((tagged) => tagged.map(([word, tag]) => [word, word === "Berlin" ? "B-ORG" : tag] as const));
    const result = await reviewed([...honest, ...asFirm]);
    expect(result.conclusion).toBe("failure");
    expect(loud(result).join("\n")).toContain("Berlin");
  });

  test("a new name that is marked wrongly cannot be told from one that is not: a warning", async () => {
    const marked = planted([
      ["velvet", "B-PER"],
      ["comet", "I-PER"],
    ]);
    const result = await reviewed([...honest, ...marked]);
    expect(result.conclusion).toBe("neutral");
    expect(loud(result).join("\n")).toContain("velvet comet");
    expect(result.findings[0]!.message).toContain("a new name has a kind");
  });
});
