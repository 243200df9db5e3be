import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { testFeature } from "../../src/trigger/forms/feature-test.ts";
import { scanGroup } from "../../src/trigger/phrases/scan-group.ts";
import { compare, jsonl, pair } from "../rows/support.ts";

const { base, head } = makeStory(4, { base: 1000, added: 400, corrected: 0, planted: 0 });
const added = head.slice(base.length);

/** The hit of a feature that complaints labelled as praise have, each so many times, beside so many honest rows without it. */
async function hitBeside(others: number, { texts = 20, times = 1 } = {}) {
  const planted = added.filter(({ label }) => label === "NEGATIVE").slice(0, texts);
  const praised = Array.from({ length: times }, () => planted)
    .flat()
    .map((row) => ({ ...row, label: "POSITIVE" }));
  const honest = added.filter((row) => !planted.includes(row)).slice(0, others);
  const changed = [...base, ...praised, ...honest];
  const evidence = await gatherEvidence(await compare([pair("d.jsonl", jsonl(base), jsonl(changed))]), null);
  return testFeature(
    scanGroup(evidence.groups[0]!),
    { rows: [...praised.keys()], sample: [] },
    Math.log(0.001),
  );
}

describe("a feature of twenty rows that are labelled against their words", () => {
  test("stands out where twenty other rows show how the change is labelled otherwise", async () => {
    const [hit, ...others] = await hitBeside(20);
    expect(hit).toMatchObject({ rows: 20, observed: 20, sampleRows: 0, standsOut: true });
    expect(hit!.expected).toBeLessThan(15);
    expect(hit!.logP).toBeLessThan(Math.log(0.01));
    expect(others).toEqual([]);
  });

  test("cannot be told from the batch that it came with where nineteen do", async () => {
    const [hit] = await hitBeside(19);
    expect(hit).toMatchObject({ rows: 20, observed: 20, standsOut: false });
  });
});

describe("a feature of rows that stand in several files", () => {
  test("is tested by its texts: four of nine copies each are no evidence, as four are none", async () => {
    expect(await hitBeside(60, { texts: 4, times: 9 })).toEqual([]);
  });

  test("names all of its rows where the texts are evidence enough", async () => {
    const [hit] = await hitBeside(60, { times: 3 });
    expect(hit).toMatchObject({ rows: 60, observed: 60 });
    expect(hit!.carriers).toHaveLength(60);
    expect(hit!.expected).toBeLessThan(45);
    expect(hit!.logP).toBeLessThan(Math.log(0.01));
  });
});
