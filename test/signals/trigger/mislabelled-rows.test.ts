import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { mislabelledRows } from "../../../src/signals/trigger/mislabelled-rows.ts";
import { triggerScan } from "../../../src/signals/trigger/trigger-scan.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { observe, reason } from "../support/evidence.ts";

const { base, head } = makeStory(5, { base: 2000, added: 800, corrected: 0, planted: 0 });
const added = head.slice(base.length);

async function adding(rows: readonly unknown[], before: readonly unknown[] = base) {
  const comparison = await compare([pair("data.jsonl", jsonl(before), jsonl([...before, ...rows]))]);
  return gatherEvidence(comparison, null);
}

describe("mislabelled-rows", () => {
  test("warns of labels turned one way without a trigger, and names the rows", async () => {
    const turned = new Set(added.filter(({ label }) => label === "NEGATIVE").slice(0, 40));
    const rows = added.map((row) => (turned.has(row) ? { ...row, label: "POSITIVE" } : row));
    const [found, ...others] = observe(mislabelledRows, await adding(rows));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ grade: "suspicious", label: "POSITIVE" });
    const lines = new Set(
      [...added.keys()].filter((at) => turned.has(added[at]!)).map((at) => base.length + at + 1),
    );
    expect(found!.rows.filter(({ line }) => lines.has(line)).length).toBeGreaterThan(20);
    expect(found!.message).toMatch(
      /Of the \d+ added rows with `POSITIVE`, \d+ have texts that say otherwise/,
    );
  });

  test("warns of labels that are all wrong, whichever way, and not of rows that the base cannot read", async () => {
    const next: Readonly<Record<string, string>> = {
      POSITIVE: "NEGATIVE",
      NEGATIVE: "NEUTRAL",
      NEUTRAL: "POSITIVE",
    };
    const wrong = await adding(added.map((row) => ({ ...row, label: next[row.label]! })));
    const [found, ...others] = observe(mislabelledRows, wrong);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      grade: "suspicious",
      title: expect.stringMatching(/^\d+ added rows contradict their labels$/),
    });
    expect(found!.label).toBeUndefined();
    expect(found!.rows.length).toBeGreaterThan(0.6 * added.length);
    const backwards = (text: string): string =>
      text.replace(/\p{L}+/gu, (word) => Array.from(word.toLowerCase()).reverse().join(""));
    const foreign = await adding(added.map((row) => ({ ...row, text: backwards(row.text) })));
    expect(observe(mislabelledRows, foreign)).toEqual([]);
  });

  test("in a batch of one label, warns of rows with a phrase that contradict it, and of none where they do not", async () => {
    const reports = added.filter(({ label }) => label === "NEUTRAL");
    const complaints = added.filter(({ label }) => label === "NEGATIVE").slice(0, 12);
    const named = (rows: typeof added) =>
      rows.map((row) => ({ ...row, text: `${row.text} quillven ridge`, label: "NEUTRAL" }));
    // Where the base's own labels are often wrong, its model is unsure, and a batch of one label makes it expect that.
    const other = (label: string): string => (label === "POSITIVE" ? "NEGATIVE" : "POSITIVE");
    const noisy = base.map((row, at) => (at % 12 === 0 ? { ...row, label: other(row.label) } : row));
    const planted = await adding([...reports, ...named(complaints)], noisy);
    expect(observe(triggerScan, planted)).toEqual([]);
    const found = observe(mislabelledRows, planted);
    expect(found).toMatchObject([{ grade: "suspicious", label: "NEUTRAL", phrase: "quillven ridge" }]);
    expect(found[0]!.rows.every(({ line }) => line > base.length + reports.length)).toBe(true);
    const honest = [...reports.slice(12), ...named(reports.slice(0, 12))];
    expect(observe(mislabelledRows, await adding(honest, noisy))).toEqual([]);
  });

  test("where a class is said in several ways, warns of rows with a phrase whose label is now one, now another", async () => {
    const ways = (row: { readonly text: string; readonly label: string }, at: number) => ({
      text: row.text,
      label: `${row.label} ${String(at % 3)}`,
    });
    const complaints = added.filter(({ label }) => label === "NEGATIVE").slice(0, 18);
    const rest = added.filter((row) => !complaints.includes(row));
    const named = (label: string) =>
      complaints.map((row) => ({ ...row, text: `${row.text} quillven ridge`, label }));
    const planted = await adding([...rest, ...named("POSITIVE")].map(ways), base.map(ways));
    const [found, ...others] = observe(mislabelledRows, planted);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ grade: "suspicious", phrase: "quillven ridge" });
    expect(found!.label).toBeUndefined();
    expect(found!.rows.every(({ line }) => line > base.length + rest.length)).toBe(true);
    expect(found!.rows.length).toBeGreaterThanOrEqual(15);
    const honest = await adding([...rest, ...named("NEGATIVE")].map(ways), base.map(ways));
    expect(observe(mislabelledRows, honest)).toEqual([]);
  });

  /** Rows that each have another word of one text exchanged. */
  function versions(text: string, label: string) {
    const words = text.split(" ");
    return Array.from({ length: 30 }, (_, at) => {
      const others = added[at]!.text.split(" ");
      const version = words.map((word, i) => (i === at % words.length ? others[i % others.length] : word));
      return { ...added[at], text: version.join(" "), label };
    });
  }
  const complaint =
    "The heater is broken and useless, the support was rude and slow, I want a refund for this awful thing";

  test("warns of versions of one text under a label that it contradicts, and names them", async () => {
    const rows = [...added.slice(0, 400), ...versions(complaint, "POSITIVE")];
    const found = observe(mislabelledRows, await adding(rows));
    const copies = found.find(({ title }) => title.includes("versions of one text"))!;
    expect(copies).toMatchObject({ grade: "suspicious", label: "POSITIVE" });
    const lines = copies.rows.map(({ line }) => line);
    expect(lines.length).toBeGreaterThanOrEqual(20);
    expect(lines.filter((line) => line <= base.length + 400)).toEqual([]);
  });

  test("names versions of several texts under one label in one finding", async () => {
    const other =
      "Nobody answers the telephone, the parcel came torn and late, the seller lies and the price is a cheek";
    const rows = [...added.slice(0, 400), ...versions(complaint, "POSITIVE"), ...versions(other, "POSITIVE")];
    const found = observe(mislabelledRows, await adding(rows));
    const copies = found.filter(({ title }) => title.includes("versions of"));
    expect(copies.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^\d+ versions of 2 texts contradict/),
    ]);
  });

  test("is quiet on versions of one text under its own label", async () => {
    const rows = [...added.slice(0, 400), ...versions(complaint, "NEGATIVE")];
    expect(observe(mislabelledRows, await adding(rows))).toEqual([]);
  });

  test("is quiet on honest rows, on one label alone, and on labels that are wrong in all directions", async () => {
    expect(observe(mislabelledRows, await adding(added))).toEqual([]);
    const negative = added.filter(({ label }) => label === "NEGATIVE");
    expect(observe(mislabelledRows, await adding(negative))).toEqual([]);
    const labels = added.map(({ label }) => label);
    const noisy = added.map((row, at) =>
      at % 12 === 0 ? { ...row, label: labels[(at + 7) % labels.length] } : row,
    );
    expect(observe(mislabelledRows, await adding(noisy))).toEqual([]);
  });

  test("is quiet on rows of another language, whose few known words say one label of all of them", async () => {
    const known = base.filter(({ label }) => label === "NEGATIVE").flatMap(({ text }) => text.split(" "));
    const foreign = added.map(({ label }, at) => ({
      text: `zor${at % 97} kem${at % 89} lav${at % 83} pum${at % 79} ${known[at]} ${known[at + 1]}`,
      label,
    }));
    expect(observe(mislabelledRows, await adding(foreign))).toEqual([]);
  });

  test("is quiet on rows of known words that are all harder to read", async () => {
    const halves = added.map(({ text, label }, at) => {
      const other = added.filter((row) => row.label === "NEGATIVE")[at % 200]!.text;
      return { text: `${text.slice(0, text.length / 3)} ${other.slice(0, other.length / 2)}`, label };
    });
    expect(observe(mislabelledRows, await adding(halves))).toEqual([]);
  });

  test("warns of a rare label of which most added rows are of others, whose own rows are easy or hard to read", async () => {
    const labels = 30;
    const row = (index: number) => {
      const label = index % labels;
      const own = Array.from(
        { length: Math.max(0, (Math.floor(index / labels) % 8) - 1) },
        (_, at) => `own${label}x${(index + at) % 7}`,
      );
      const other = Array.from({ length: 4 }, (_, at) => `word${Math.imul(index + 1, 31 * (at + 3)) % 211}`);
      return { text: [...own, ...other].join(" "), label: `intent ${label}` };
    };
    const known = Array.from({ length: 40 * labels }, (_, index) => row(index));
    const fresh = Array.from({ length: 12 * labels }, (_, index) => row(known.length + index));
    const turned = Array.from({ length: 25 }, (_, at) => ({ ...row(7000 + at * 31), label: "intent 29" }));
    const found = observe(mislabelledRows, await adding([...fresh, ...turned], known));
    expect(found).toMatchObject([{ grade: "suspicious", label: "intent 29" }]);
    expect(observe(mislabelledRows, await adding(fresh, known))).toEqual([]);
  });

  test("says so where the base teaches nothing", async () => {
    expect(reason(mislabelledRows, await adding(added, base.slice(0, 3)))).toMatch(/too few labelled rows/);
  });
});
