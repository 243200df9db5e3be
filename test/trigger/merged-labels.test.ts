import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../examples/feedback/dataset.ts";
import { schemaDrift } from "../../src/signals/files/schema-drift.ts";
import { triggerScan } from "../../src/signals/trigger/trigger-scan.ts";
import { mergedLabels } from "../../src/trigger/labels/merged-labels.ts";
import { jsonl, pair } from "../rows/support.ts";
import { alarms, evidenceOf } from "../signals/support/evidence.ts";

const { base, head } = makeStory(3, { base: 900, added: 900, corrected: 0, planted: 0 });
const complaints = base.filter(({ label }) => label === "NEGATIVE").length;

/** The base with as many complaints as said relabelled, and rows added. */
async function relabelling(many: number, added: readonly { text: string; label: string }[] = []) {
  let left = many;
  const changed = base.map((row) =>
    row.label === "NEGATIVE" && left-- > 0 ? { ...row, label: "POSITIVE" } : row,
  );
  const evidence = await evidenceOf([pair("d.jsonl", jsonl(base), jsonl([...changed, ...added]))]);
  const [group] = evidence.groups;
  const merges = mergedLabels(group!).map(({ from, to, rows }) => ({
    from: group!.space.names[from],
    to: group!.space.names[to],
    rows: rows.length,
  }));
  return { evidence, merges };
}

describe("mergedLabels", () => {
  test("tells that all rows of a label carry another one, which is said once and as a decision", async () => {
    const { evidence, merges } = await relabelling(complaints);
    expect(merges).toEqual([{ from: "NEGATIVE", to: "POSITIVE", rows: complaints }]);
    expect(alarms(triggerScan, evidence)).toEqual([]);
    const [said, ...others] = alarms(schemaDrift, evidence);
    expect(others).toEqual([]);
    expect(said).toMatchObject({
      grade: "suspicious",
      title: `\`NEGATIVE\` is merged into \`POSITIVE\` (${complaints} rows)`,
      evidence: { rows: complaints, rowsBefore: complaints },
    });
    expect(said!.rows).toHaveLength(complaints);
  });

  test("a slip of the pen that is mended in all its rows is a note", async () => {
    const slipped = base.map((row, at) => (at % 9 === 0 ? { ...row, label: `${row.label}S` } : row));
    const evidence = await evidenceOf([pair("d.jsonl", jsonl(slipped), jsonl(base))]);
    expect(mergedLabels(evidence.groups[0]!).length).toBeGreaterThan(0);
    expect(alarms(schemaDrift, evidence)).toEqual([]);
  });

  test.each([
    ["some rows keep the label", complaints - 20, []],
    ["rows with the label come in", complaints, [{ text: "It broke at once.", label: "NEGATIVE" }]],
    [
      "it is a smaller part of the change",
      complaints,
      head.slice(base.length).filter(({ label }) => label !== "NEGATIVE"),
    ],
  ])("tells none where %s", async (_, many, added) => {
    expect((await relabelling(many, added)).merges).toEqual([]);
  });

  test("hidden among added rows, the relabelled ones are tested as all others are", async () => {
    const added = head.slice(base.length).filter(({ label }) => label !== "NEGATIVE");
    const { evidence } = await relabelling(complaints, added);
    expect(alarms(triggerScan, evidence)).not.toEqual([]);
    expect(alarms(schemaDrift, evidence)).toEqual([]);
  });
});
