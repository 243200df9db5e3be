/** How often each label stands in base and head, for the outputs that draw it. */
import type { ReviewResult } from "../model/result.ts";

/** One label over all files: rows and share in the base and in the head. */
export interface LabelBalance {
  readonly label: string;
  readonly base: number;
  readonly head: number;
  readonly baseShare: number;
  readonly headShare: number;
}

/** Words that people rate with, each in its order. */
const SCALES = [
  "very negative, negative, slightly negative, neutral, slightly positive, positive, very positive",
  "very low, low, medium, high, very high, critical",
  "very bad, bad, poor, fair, average, good, very good, excellent",
  "strongly disagree, disagree, neutral, agree, strongly agree",
  "never, rarely, sometimes, often, always",
  "none, minor, moderate, major, severe",
].map((scale) => scale.split(", "));

/** The place of each label on the scale that all of them stand on; null where they stand on none. */
function scaleOf(labels: readonly string[]): ((label: string) => number) | null {
  if (labels.length === 0) return null;
  if (labels.every((label) => label.trim() !== "" && Number.isFinite(Number(label)))) return Number;
  const plain = (label: string): string =>
    label
      .toLowerCase()
      .replace(/[\s_-]+/g, " ")
      .trim();
  const scale = SCALES.find((words) => labels.every((label) => words.includes(plain(label))));
  return scale === undefined ? null : (label) => scale.indexOf(plain(label));
}

/**
 * The label balance before and after: ordinal labels in their order, others the most frequent first (in either version;
 * ties in order of the name).
 */
export function labelBalance(result: ReviewResult): LabelBalance[] {
  const totals = new Map<string, { base: number; head: number }>();
  const all = { base: 0, head: 0 };
  for (const { labels } of result.files) {
    for (const [label, { base, head }] of labels) {
      const sum = totals.get(label) ?? { base: 0, head: 0 };
      totals.set(label, { base: sum.base + base, head: sum.head + head });
      all.base += base;
      all.head += head;
    }
  }
  const share = (rows: number, of: number): number => (of === 0 ? 0 : rows / of);
  const scale = scaleOf([...totals.keys()]);
  return [...totals]
    .map(([label, { base, head }]) => ({
      label,
      base,
      head,
      baseShare: share(base, all.base),
      headShare: share(head, all.head),
    }))
    .sort(
      (a, b) =>
        (scale === null ? 0 : scale(a.label) - scale(b.label)) ||
        Math.max(b.base, b.head) - Math.max(a.base, a.head) ||
        (a.label < b.label ? -1 : 1),
    );
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A share from 0 to 1 as a bar of at most `width` cells, to an eighth of a cell; never empty for a share above 0. */
export function bar(share: number, width: number): string {
  const eighths = Math.max(share > 0 ? 1 : 0, Math.round(share * width * 8));
  return "█".repeat(eighths >> 3) + EIGHTHS[eighths & 7]!;
}

/** `49.8 %`; a share that is not zero never reads as zero. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return "<0.1 %";
  return `${(share * 100).toFixed(1)} %`;
}
