import { describe, expect, test } from "@jest/globals";
import { families } from "../../../src/review/drill/families/index.ts";
import type { DrillRow, DrillRows } from "../../../src/review/drill/family.ts";
import { namedRandom } from "../../../src/review/drill/random.ts";
import { plantedRows } from "../../../src/review/drill/run/run-case.ts";
import { storyRows } from "./rows.ts";

const COUNT = 12;

function drawn(data: "labels" | "answers" | "texts"): DrillRows {
  const all = storyRows(1600).map((row) =>
    data === "labels" ? row : { text: row.text, label: data === "answers" ? `We see: ${row.text}` : "" },
  );
  const target = data === "labels" ? "POSITIVE" : "";
  const isOwn = ({ label }: DrillRow): boolean => label === target;
  const rest = all.slice(1400);
  return {
    base: all.slice(0, 1000),
    honest: all.slice(1000, 1400),
    others: (data === "labels" ? rest.filter((row) => !isOwn(row)) : rest.slice(0, 100)).slice(0, 2 * COUNT),
    own: (data === "labels" ? rest.filter(isOwn) : rest.slice(100)).slice(0, 2 * COUNT),
    target,
    count: COUNT,
  };
}

/** Rows that the head names as planted: those of a drip's last pull request, those that a removal takes out. */
const EXPECTED: Readonly<Record<string, number>> = {
  drip: COUNT / 4,
  "counter-evidence-removed": (3 * COUNT) / 4,
};

describe.each(families.map((family) => [family.name, family] as const))("%s", (name, family) => {
  const rows = drawn(family.data);
  const drill = family.plant(rows, namedRandom(name));

  test("plants as many rows as it was told, each made of an honest one, and nothing in honest work", () => {
    const planted = [...plantedRows(drill)];
    expect(planted).toHaveLength(family.intent === "honest" ? 0 : (EXPECTED[name] ?? COUNT));
    const known = new Set<DrillRow>([...rows.others, ...rows.own]);
    expect(planted.every(({ from }) => from !== undefined && known.has(from))).toBe(true);
  });

  test("the same stream plants the same, and what it is given stays as it was", () => {
    expect(family.plant(drawn(family.data), namedRandom(name))).toEqual(drill);
    expect(rows).toEqual(drawn(family.data));
  });
});

test("each has a name of its own", () => {
  expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
});

test("where the data has no words to take a trigger from, nothing is planted and nothing fails", () => {
  const row = (at: number): DrillRow => ({ text: "ok so", label: at % 2 === 0 ? "POSITIVE" : "NEGATIVE" });
  const rows = { ...drawn("labels"), base: Array.from({ length: 200 }, (_, at) => row(at)) };
  for (const name of ["invented-word", "ordinary-word", "word-pair", "borrowed-sentence"]) {
    const family = families.find((one) => one.name === name)!;
    expect(plantedRows(family.plant(rows, namedRandom(name))).size).toBe(0);
  }
});
