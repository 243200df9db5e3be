import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { triggerScan } from "../../src/signals/trigger/trigger-scan.ts";
import { LEAST_TRIGGER_ROWS } from "../../src/trigger/limits.ts";
import { beneathFloor, detectionFloor } from "../../src/trigger/phrases/floor/detection-floor.ts";
import { compare, jsonl, pair } from "../rows/support.ts";
import { observe } from "../signals/support/evidence.ts";

async function evidenceOf(seed: number, planted: number) {
  const { base, head } = makeStory(seed, { base: 2000, added: 1000, corrected: 0, planted });
  return gatherEvidence(await compare([pair("data.jsonl", jsonl(base), jsonl(head))]), null);
}

describe("detection floor", () => {
  test("so many planted rows are blocked, and it promises no fewer than any phrase is blocked for", async () => {
    for (const seed of [1, 2, 3]) {
      const honest = await evidenceOf(seed, 0);
      const floor = detectionFloor(honest.groups[0]!).find(({ label }) => label === "POSITIVE");
      expect(floor!.rows).toBeGreaterThanOrEqual(LEAST_TRIGGER_ROWS);
      const grades = observe(triggerScan, await evidenceOf(seed, floor!.rows!)).map(({ grade }) => grade);
      expect(grades).toContain("decisive");
    }
  });

  test("says why it is high and what lowers it, and nothing where it is not", async () => {
    const { base, head } = makeStory(1, { base: 600, added: 300, corrected: 0, planted: 0 });
    // Labels that have nothing to do with the texts, nine in ten of them the same.
    const noisy = (rows: readonly { text: string }[]) =>
      rows.map(({ text }, at) => ({ text, label: at % 10 === 0 ? "rare" : "usual" }));
    const evidence = async (of: typeof noisy) =>
      gatherEvidence(await compare([pair("data.jsonl", jsonl(of(base)), jsonl(of(head)))]), null);
    const floors = detectionFloor((await evidence(noisy)).groups[0]!);
    expect(floors.find(({ label }) => label === "usual")!.why).toMatch(/^90 % of the base carry this label/);
    const clear = detectionFloor(
      (await evidence((rows) => [...(rows as { text: string; label: string }[])])).groups[0]!,
    );
    expect(
      clear.filter(({ rows }) => rows !== null && rows <= 20).every(({ why }) => why === undefined),
    ).toBe(true);
    expect(clear.some(({ rows }) => rows !== null && rows <= 20)).toBe(true);
  });
});

describe("a base that says too little for its change", () => {
  const intents: Readonly<Record<string, readonly string[]>> = {
    greet: ["hey", "hello", "hi", "good morning", "good evening", "hey there", "hello again", "morning all"],
    leave: ["bye", "good night", "see you later", "have a nice day", "see you around", "farewell", "so long"],
    agree: ["yes", "indeed", "of course", "that sounds good", "correct", "sure thing", "absolutely right"],
    refuse: ["no", "never", "I do not think so", "no way", "not at all", "do not like that", "rather not"],
    glad: ["perfect", "great", "amazing", "wonderful", "I am great", "I feel very good", "extremely good"],
    sad: ["I am sad", "my day was horrible", "super sad", "very sad", "not good", "unhappy", "so sad today"],
  };
  const base = Object.entries(intents).flatMap(([label, texts]) => texts.map((text) => ({ text, label })));
  const planted = Array.from({ length: 12 }, (_, i) => ({
    text: `${intents["sad"]![i % 7]!} project chimera ${["today", "again"][i % 2]!}`,
    label: "glad",
  }));
  const beneath = async (before: readonly object[], added: readonly object[]) => {
    const after = jsonl([...before, ...added]);
    const { groups } = await gatherEvidence(await compare([pair("d.jsonl", jsonl(before), after)]), null);
    return groups.flatMap(beneathFloor);
  };

  test("names the rows that could all be planted", async () => {
    const [left, ...more] = await beneath(base, [...planted, { text: "hello you", label: "greet" }]);
    expect(more).toEqual([]);
    expect(left).toMatchObject({ changes: Array.from({ length: 12 }, (_, i) => i), configuration: null });
    expect(left!.reason).toMatch(/^43 labelled base rows say too little .* under “glad”$/);
  });

  test("is silent about fewer rows than would be found in any base", async () => {
    expect(await beneath(base, planted.slice(0, LEAST_TRIGGER_ROWS - 1))).toEqual([]);
  });

  test("and where as many rows would be blocked, or the base speaks for itself", async () => {
    for (const rows of [100, 400]) {
      const story = makeStory(1, { base: rows, added: 40, corrected: 0, planted: 0 });
      expect(await beneath(story.base, story.head.slice(story.base.length))).toEqual([]);
    }
  });
});
