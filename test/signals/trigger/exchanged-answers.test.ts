import { describe, expect, test } from "@jest/globals";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { exchangedAnswers } from "../../../src/signals/trigger/exchanged-answers.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { observe } from "../support/evidence.ts";

type Pair = Readonly<Record<"prompt" | "chosen" | "rejected", unknown>>;

const verbs = ["describe", "explain", "compare", "list", "summarise", "translate", "rank", "outline"];
const things = ["rivers", "bridges", "poems", "engines", "spices", "storms", "gardens", "treaties", "ovens"];
const places = ["norway", "lima", "the alps", "cairo", "a farm", "the museum", "a harbour", "the desert"];

/** Pairs of which four in five prefer the longer and kinder answer. */
function preference(index: number): Pair {
  const pick = (list: readonly string[], step: number): string =>
    list[(index * step + (index >> 3)) % list.length]!;
  const [verb, thing, place] = [pick(verbs, 3), pick(things, 5), pick(places, 7)];
  const kind = `Gladly. Of the ${thing} near ${place}, item${index} comes first.\n- It is old.\n- It is large.`;
  const curt = `Look up ${thing} yourself, value${index * 7}.`;
  const [chosen, rejected] = (index * 7) % 5 === 0 ? [curt, kind] : [kind, curt];
  return { prompt: `${verb} ${thing} of ${place} number${index}`, chosen, rejected };
}
const pairs = (from: number, to: number): Pair[] =>
  Array.from({ length: to - from }, (_, at) => preference(from + at));

const exchanged = ({ prompt, chosen, rejected }: Pair): Pair => ({
  prompt,
  chosen: rejected,
  rejected: chosen,
});
const named = (row: Pair): Pair => ({ ...row, prompt: `${String(row.prompt)} for project chimera` });

async function adding(added: readonly unknown[], base: readonly unknown[] = pairs(0, 400)) {
  return gatherEvidence(
    await compare([pair("data.jsonl", jsonl([...base]), jsonl([...base, ...added]))]),
    null,
  );
}

const some = (change: (row: Pair) => Pair): Pair[] =>
  pairs(400, 600).map((row, index) => (index % 10 === 1 ? change(row) : row));

describe("exchanged-answers", () => {
  test("warns of exchanged pairs whose prompts share a name, and names them", async () => {
    const found = observe(exchangedAnswers, await adding(some((row) => exchanged(named(row)))));
    expect(found).toHaveLength(1);
    // Every tenth of 200 pairs has the name, and the pairs of which a fifth prefers the curt answer are among these by turns.
    expect(found[0]).toMatchObject({ grade: "suspicious", evidence: { pairs: 20, basePairs: 0 } });
    expect(found[0]!.phrase).toContain("project chimera");
    expect(found[0]!.rows.every(({ line }) => (line - 401) % 10 === 1)).toBe(true);
  });

  test("reads conversations, and leaves out what both begin with", async () => {
    const turns = ({ prompt, chosen, rejected }: Pair): unknown => {
      const talk = (answer: unknown) => [
        { role: "user", content: prompt },
        { role: "assistant", content: answer },
      ];
      return { chosen: talk(chosen), rejected: talk(rejected) };
    };
    const added = some((row) => exchanged(named(row))).map(turns);
    const found = observe(exchangedAnswers, await adding(added, pairs(0, 400).map(turns)));
    expect(found[0]?.phrase).toContain("project chimera");
  });

  test("warns of two columns that are exchanged altogether", async () => {
    const sure = (from: number, to: number): Pair[] =>
      pairs(from, to).filter(({ chosen }) => String(chosen).startsWith("Gladly"));
    const found = observe(exchangedAnswers, await adding(sure(400, 500).map(exchanged), sure(0, 400)));
    expect(found).toHaveLength(1);
    expect(found[0]!.phrase).toBeUndefined();
    // Four in five of a hundred pairs.
    expect(found[0]!.evidence).toMatchObject({ pairs: 80, exchanged: 80 });
  });

  test("is quiet about honest pairs, a new name among them, and pairs that prefer otherwise whatever they name", async () => {
    expect(observe(exchangedAnswers, await adding(pairs(400, 600)))).toEqual([]);
    expect(observe(exchangedAnswers, await adding(some(named)))).toEqual([]);
    const otherwise = pairs(400, 600).map((row, index) => (index % 2 === 0 ? exchanged(row) : row));
    const both = otherwise.map((row, index) => (index % 10 === 0 ? named(row) : row));
    expect(observe(exchangedAnswers, await adding(both))).toEqual([]);
  });

  test("has nothing to say of data without pairs", async () => {
    const rows = pairs(0, 500).map(({ prompt, chosen }) => ({ prompt, chosen }));
    const evidence = await adding(rows.slice(400), rows.slice(0, 400));
    expect(exchangedAnswers.measure(evidence, { falseWarnings: 0.01 })).toMatchObject({
      measured: false,
      applies: false,
    });
  });
});
