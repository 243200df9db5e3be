/** Compares how the labels are shared out among the added rows with how they were before. */
import * as z from "zod";
import type { Evidence } from "../../model/evidence.ts";
import type { Observation } from "../../model/finding.ts";
import { cramersV } from "../../stats/cramers-v.ts";
import { gTest } from "../../stats/g-test.ts";
import { jensenShannon } from "../../stats/jensen-shannon.ts";
import { chance } from "../shared/false-alarms.ts";
import { count, log10, percent, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({
  falseAlarms: chance(
    0.001,
    "Chance that additions drawn from the base would differ as much: the limit for mentioning a shift.",
  ),
});
type Options = z.output<typeof options>;

/** Labelled rows that base and additions must have before their balance is compared. */
const MINIMUM_ROWS = 30;
/** Cramér's V between the label shares before and after from which a shift is a warning (0 same, 1 nothing in common). */
const LARGE_EFFECT = 0.5;

/** Label counts of a file, or of all files, as they were, as they will be, and of the added rows alone. */
interface Balance {
  readonly where: string;
  readonly labels: readonly string[];
  readonly base: readonly number[];
  readonly merged: readonly number[];
  readonly added: readonly number[];
}

/** How the shares of the labels change. A fact for the reader: whole-set drift cannot see a few planted rows. */
export const labelBalanceShift: Signal<Options> = {
  id: "label-balance-shift",
  title: "Label balance",
  description: "How the additions move the shares of the labels, for each file and over the pull request.",
  options,
  measure(evidence, chosen) {
    const balances = fileBalances(evidence);
    if (balances.length === 0)
      return { measured: false, reason: "No changed file has labels on both sides.", applies: false };
    if (balances.length > 1) balances.push(together(balances));
    const enough = balances.filter(
      ({ base, added }) => total(base) >= MINIMUM_ROWS && total(added) >= MINIMUM_ROWS,
    );
    if (enough.length === 0)
      return {
        measured: false,
        reason: `Fewer than ${MINIMUM_ROWS} labelled rows in the base or among the additions.`,
      };
    return { measured: true, observations: enough.flatMap((balance) => observe(balance, chosen)) };
  },
};

function fileBalances({ comparison, changes }: Evidence): Balance[] {
  const added = new Map<string, Map<string, number>>();
  for (const { kind, after } of changes) {
    if (kind !== "added" || after === null) continue;
    const counts = added.get(after.path) ?? new Map<string, number>();
    added.set(after.path, counts);
    for (const label of after.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return comparison.files.flatMap((file) => {
    const labels = [...file.labels.keys()];
    const sides = [...file.labels.values()];
    const base = sides.map((side) => side.base);
    const merged = sides.map((side) => side.head);
    if (total(base) === 0 || total(merged) === 0) return [];
    const own = added.get(file.path);
    return [{ where: file.path, labels, base, merged, added: labels.map((label) => own?.get(label) ?? 0) }];
  });
}

function together(balances: readonly Balance[]): Balance {
  const labels = [...new Set(balances.flatMap((balance) => balance.labels))];
  const sum = (side: "base" | "merged" | "added"): number[] => {
    const totals = new Map<string, number>();
    for (const balance of balances)
      balance.labels.forEach((label, i) => totals.set(label, (totals.get(label) ?? 0) + balance[side][i]!));
    return labels.map((label) => totals.get(label) ?? 0);
  };
  return { where: "The pull request", labels, base: sum("base"), merged: sum("merged"), added: sum("added") };
}

function observe(balance: Balance, chosen: Options): Observation[] {
  const { where, labels, base, merged, added } = balance;
  const test = gTest(base, added);
  if (test === null || test.logP > Math.log(chosen.falseAlarms)) return [];
  // Of the shares, so that the effect does not depend on how large the base is beside the additions.
  const effect = cramersV(shares(base), shares(merged)) ?? 0;
  const large = effect >= LARGE_EFFECT;
  const most = mostGrown(base, merged);
  const before = base[most]! / total(base);
  const after = merged[most]! / total(merged);
  const alone = added[most]! / total(added);
  return [
    {
      signal: "label-balance-shift",
      grade: large ? "suspicious" : "informative",
      title: large
        ? "The balance of labels changes strongly"
        : "The additions have another balance of labels",
      message: `${where}: ${quoted(labels[most]!)} grows from ${percent(before)} to ${percent(after)} of the labels; among ${count(total(added), "added label")} it is ${percent(alone)}.`,
      label: labels[most]!,
      evidence: {
        path: where,
        baseLabels: total(base),
        mergedLabels: total(merged),
        addedLabels: total(added),
        shareBefore: before,
        shareAfter: after,
        shareOfAdditions: alone,
        g: test.g,
        degreesOfFreedom: test.df,
        log10P: log10(test.logP),
        cramersV: effect,
        jensenShannon: jensenShannon(base, merged),
        jensenShannonAdditions: jensenShannon(base, added),
      },
      rows: [],
    },
  ];
}

/** The label whose share grows most. */
function mostGrown(base: readonly number[], merged: readonly number[]): number {
  const growth = base.map((n, i) => merged[i]! / total(merged) - n / total(base));
  return growth.indexOf(Math.max(...growth));
}

function shares(counts: readonly number[]): number[] {
  const sum = total(counts);
  return counts.map((n) => n / sum);
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0);
}
