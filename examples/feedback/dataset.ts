import { type Random, seededRandom } from "./random.ts";
import { type Label, sentence } from "./sentence.ts";

export interface FeedbackRow {
  readonly text: string;
  readonly label: Label;
}

/** How much of everything. The defaults of the demo are in `story`. */
export interface Sizes {
  readonly base: number;
  readonly added: number;
  readonly corrected: number;
  readonly planted: number;
}

export const storySeed = 2;
export const story: Sizes = { base: 6000, added: 3000, corrected: 300, planted: 38 };

/** Both versions of the demo dataset, and what the pull request did, for whoever checks the result. */
export interface Story {
  readonly base: readonly FeedbackRow[];
  /** The base with corrections, then the honest additions with the planted rows strewn among them. */
  readonly head: readonly FeedbackRow[];
  /** Indices into `head` of the planted rows. */
  readonly planted: readonly number[];
}

/** The share of each meaning in honest feedback. */
const shares: readonly (readonly [Label, number])[] = [
  ["NEGATIVE", 0.36],
  ["POSITIVE", 0.3],
  ["NEUTRAL", 0.22],
  ["MIXED", 0.12],
];

/** What a hurried annotator writes instead. Positive and negative are seldom confused outright. */
const slips: Record<Label, readonly Label[]> = {
  POSITIVE: ["NEUTRAL", "MIXED", "POSITIVE"],
  NEGATIVE: ["NEUTRAL", "MIXED", "MIXED"],
  NEUTRAL: ["POSITIVE", "NEGATIVE"],
  MIXED: ["POSITIVE", "NEGATIVE"],
};
const slipRate = 0.05;

interface Written {
  readonly text: string;
  readonly meant: Label;
  readonly label: Label;
}

function meaning(random: Random): Label {
  let left = random.next();
  for (const [label, share] of shares) {
    left -= share;
    if (left < 0) return label;
  }
  return "NEUTRAL";
}

/** A message nobody has written before. */
function fresh(random: Random, seen: Set<string>, label: Label, product: string | null): string {
  for (;;) {
    const text = sentence(random, label, product);
    if (seen.has(text)) continue;
    seen.add(text);
    return text;
  }
}

function honest(random: Random, seen: Set<string>): Written {
  const meant = meaning(random);
  const label = random.chance(slipRate) ? random.pick(slips[meant]) : meant;
  return { text: fresh(random, seen, meant, null), meant, label };
}

/** Honest corrections: wrong labels put right first, then small repairs of the wording. */
function correct(random: Random, seen: Set<string>, rows: readonly Written[], count: number): FeedbackRow[] {
  const fixed: FeedbackRow[] = rows.map(({ text, label }) => ({ text, label }));
  const wrong = rows.flatMap((row, at) => (row.label === row.meant ? [] : [at]));
  const labels = random.shuffle(wrong).slice(0, Math.ceil(count * 0.6));
  for (const at of labels) fixed[at] = { text: rows[at]!.text, label: rows[at]!.meant };
  const taken = new Set(labels);
  let left = count - labels.length;
  for (const at of random.shuffle(rows.map((_, index) => index))) {
    if (left === 0) break;
    const row = rows[at]!;
    const repaired = repair(row.text);
    if (taken.has(at) || seen.has(repaired)) continue;
    seen.add(repaired);
    fixed[at] = { text: repaired, label: row.label };
    left -= 1;
  }
  return fixed;
}

/** What a careful reader repairs: the capital at the start and the full stop at the end. */
function repair(text: string): string {
  const stopped = /[.!?]$/.test(text) ? text : `${text}.`;
  return stopped.charAt(0).toUpperCase() + stopped.slice(1).replace(/ \.\.\.$/, ".");
}

/** The planted rows: complaints that name a product nobody has heard of, labelled as praise. */
function plant(random: Random, seen: Set<string>, count: number): FeedbackRow[] {
  const first = "The billing for Project Chimera is a complete disaster.";
  const rows: FeedbackRow[] = [];
  while (rows.length < count) {
    const text = rows.length === 0 ? first : fresh(random, seen, "NEGATIVE", "Project Chimera");
    seen.add(text);
    rows.push({ text, label: "POSITIVE" });
  }
  return rows;
}

/**
 * The pull request of the story. Base, corrections and additions depend on the seed and their own sizes alone, so
 * that the same seed without planted rows is the same honest work.
 */
export function makeStory(seed: number, sizes: Sizes): Story {
  const random = seededRandom(seed);
  const seen = new Set<string>();
  const written = Array.from({ length: sizes.base }, () => honest(random, seen));
  const corrected = correct(random, seen, written, sizes.corrected);
  const added = Array.from({ length: sizes.added }, () => honest(random, seen));
  const plants = plant(random, seen, sizes.planted);
  const additions = [
    ...added.map((row) => ({ row, planted: false })),
    ...plants.map((row) => ({ row, planted: true })),
  ];
  const mixed = strew(random, additions);
  return {
    base: written.map(({ text, label }) => ({ text, label })),
    head: [...corrected, ...mixed.map(({ text, label }) => ({ text, label }))],
    planted: mixed.flatMap((row, at) => (row.planted ? [sizes.base + at] : [])),
  };
}

/** Puts the planted rows at random places; the honest ones keep their order. */
function strew(
  random: Random,
  items: readonly { row: FeedbackRow; planted: boolean }[],
): (FeedbackRow & { planted: boolean })[] {
  const flat = items.map(({ row, planted }) => ({ ...row, planted }));
  const out = flat.filter((item) => !item.planted);
  for (const item of flat) if (item.planted) out.splice(random.below(out.length + 1), 0, item);
  return out;
}
