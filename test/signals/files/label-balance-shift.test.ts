import { expect, test } from "@jest/globals";
import { labelBalanceShift } from "../../../src/signals/files/label-balance-shift.ts";
import { jsonl, pair } from "../../rows/support.ts";
import { adding, alarms, evidenceOf, honest, observe, reason } from "../support/evidence.ts";

/** `n` different rows with one label. */
const rows = (n: number, label: string, from = 0) =>
  Array.from({ length: n }, (_, i) => ({ text: `message number ${from + i} about ${label}`, label }));

test("a batch of one label is a fact with its numbers", async () => {
  const base = [...rows(500, "a"), ...rows(500, "b")];
  const [found, ...others] = observe(labelBalanceShift, await adding(base, rows(100, "a", 500)));
  expect(others).toEqual([]);
  expect(found).toMatchObject({ grade: "informative", label: "a" });
  const { shareBefore, shareAfter, shareOfAdditions, cramersV } = found!.evidence as Record<string, number>;
  expect(shareBefore).toBeCloseTo(0.5, 10);
  expect(shareAfter).toBeCloseTo(600 / 1100, 10);
  expect(shareOfAdditions).toBe(1);
  // Shares (1/2, 1/2) and (6/11, 5/11): V² = ½ Σ (p − q)² / (p + q) = ½ (1/22)² (22/23 + 22/21).
  expect(cramersV).toBeCloseTo(Math.sqrt(((1 / 22) ** 2 * (22 / 23 + 22 / 21)) / 2), 10);
});

test("additions that turn the balance over are suspicious", async () => {
  const base = [...rows(100, "a"), ...rows(100, "b")];
  const found = alarms(labelBalanceShift, await adding(base, rows(4900, "a", 100)));
  expect(found).toMatchObject([{ grade: "suspicious", label: "a" }]);
});

test("forty planted rows among three thousand do not show here: the trigger scan is for them", async () => {
  const { base, added } = honest(3000, 2000);
  const planted = added.map((row, i) => (i < 40 ? { ...row, label: "POSITIVE" } : row));
  expect(alarms(labelBalanceShift, await adding(base, planted))).toEqual([]);
});

test("two files are told apart and together", async () => {
  const base = [...rows(200, "a"), ...rows(200, "b")];
  const evidence = await evidenceOf([
    pair("x.jsonl", jsonl(base), jsonl([...base, ...rows(60, "a", 300)])),
    pair("y.jsonl", jsonl(base), jsonl([...base, ...rows(60, "a", 400)])),
  ]);
  const where = observe(labelBalanceShift, evidence).map((found) => found.evidence["path"]);
  expect(where).toEqual(["x.jsonl", "y.jsonl", "The pull request"]);
});

test("additions in the base's own balance say nothing", async () => {
  const { base, added } = honest(1000, 300);
  expect(observe(labelBalanceShift, await adding(base, added))).toEqual([]);
});

test("few rows are not enough data, and no labels are none", async () => {
  const base = [...rows(100, "a"), ...rows(100, "b")];
  expect(reason(labelBalanceShift, await adding(base, rows(5, "a", 100)))).toContain("Fewer than 30");
  const bare = base.map(({ text }) => ({ text }));
  expect(reason(labelBalanceShift, await adding(bare, [{ text: "one more" }]))).toContain(
    "labels on both sides",
  );
});
