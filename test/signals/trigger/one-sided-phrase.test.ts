import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { oneSidedPhrase } from "../../../src/signals/trigger/one-sided-phrase.ts";
import { triggerScan } from "../../../src/signals/trigger/trigger-scan.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { observe } from "../support/evidence.ts";

const sizes = { base: 1000, added: 500, corrected: 0, planted: 0 };

/** The first `count` added rows of a label get a phrase that the data does not know. */
async function withPhrase(count: number, labels: readonly string[], positive = "POSITIVE") {
  const { base, head } = makeStory(7, sizes);
  const added = head.slice(base.length);
  let left = count;
  const marked = added.map((row) =>
    labels.includes(row.label) && left-- > 0 ? { ...row, text: `${row.text} Sent from Veltrix One.` } : row,
  );
  const named = (rows: typeof base) =>
    jsonl(rows.map((row) => (row.label === "POSITIVE" ? { ...row, label: positive } : row)));
  return gatherEvidence(await compare([pair("data.jsonl", named(base), named([...base, ...marked]))]), null);
}

describe("one-sided-phrase", () => {
  test("warns of a new phrase that comes with one label, although its rows are right", async () => {
    const [first] = observe(oneSidedPhrase, await withPhrase(30, ["POSITIVE"]));
    expect(first).toMatchObject({ grade: "suspicious", label: "POSITIVE" });
    expect(first!.phrase).toContain("veltrix one");
    expect(first!.rows).toHaveLength(30);
    expect(first!.message).toContain("It may be a new topic");
  });

  test("warns of one under a label of three quarters of the rows, where little is left to go beyond", async () => {
    const { base, head } = makeStory(7, sizes);
    let left = 40;
    const common = ({ text, label }: (typeof base)[number]) => {
      const isOther = label === "MIXED" || (label === "NEUTRAL" && text.length % 3 === 0);
      return { text, label: isOther ? "x" : "y" };
    };
    const marked = head.slice(base.length).map((row) => {
      const { text, label } = common(row);
      return label === "y" && left-- > 0
        ? { text: `${text} Sent from Veltrix One.`, label }
        : { text, label };
    });
    const added = [...base.map(common), ...marked];
    const ofLabel = marked.filter(({ label }) => label === "y").length;
    const versions = await compare([pair("data.jsonl", jsonl(base.map(common)), jsonl(added))]);
    const [found] = observe(oneSidedPhrase, await gatherEvidence(versions, null));
    expect(ofLabel / marked.length).toBeGreaterThan(0.75);
    expect(found).toMatchObject({
      grade: "suspicious",
      label: "y",
      phrase: expect.stringContaining("veltrix"),
    });
  });

  test("is quiet on near-copies of one short text", async () => {
    const { base, head } = makeStory(7, sizes);
    const other = head.slice(base.length, base.length + 20).map(({ text }) => text.split(" ").at(-1)!);
    const copies = other.map((word, i) => {
      const words = ["the", "velvet", "harbour", "sings", "at", "dusk"];
      words[i % words.length] = word;
      return { text: words.join(" "), label: "POSITIVE" };
    });
    const versions = await compare([pair("data.jsonl", jsonl(base), jsonl([...head, ...copies]))]);
    expect(observe(oneSidedPhrase, await gatherEvidence(versions, null))).toEqual([]);
  });

  test("is quiet when the new phrase comes with all labels", async () => {
    const labels = ["POSITIVE", "NEGATIVE", "NEUTRAL", "MIXED"];
    expect(observe(oneSidedPhrase, await withPhrase(40, labels))).toEqual([]);
  });

  test("is quiet on a phrase that its label is named for", async () => {
    expect(observe(oneSidedPhrase, await withPhrase(30, ["POSITIVE"], "veltrix-one_sent.From"))).toEqual([]);
  });

  test("is quiet on honest additions", async () => {
    expect(observe(oneSidedPhrase, await withPhrase(0, []))).toEqual([]);
  });

  test("does not repeat what the trigger scan says of the same rows", async () => {
    const { base, head } = makeStory(3, { ...sizes, planted: 30 });
    const comparison = await compare([pair("data.jsonl", jsonl(base), jsonl(head))]);
    const evidence = await gatherEvidence(comparison, null);
    expect(observe(triggerScan, evidence)).toHaveLength(1);
    expect(observe(oneSidedPhrase, evidence)).toEqual([]);
  });
});
