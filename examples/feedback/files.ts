import type { FeedbackRow, Story } from "./dataset.ts";

const jsonl = (rows: readonly FeedbackRow[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** RFC 4180: quotes around a field that holds a comma, a quote or a line break. */
const csvField = (value: string): string =>
  /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

const csv = (rows: readonly FeedbackRow[]): string =>
  `text,label\n${rows.map((row) => `${csvField(row.text)},${row.label}\n`).join("")}`;

/**
 * One version of the story as files by path: every fourth row of the base and of the additions goes to a CSV file,
 * as projects do that collect from two channels.
 */
export function toFiles(made: Story, side: "base" | "head"): ReadonlyMap<string, string> {
  const rows = made[side];
  return new Map([
    ["data/feedback.jsonl", jsonl(rows.filter((_, at) => at % 4 !== 3))],
    ["data/chat.csv", csv(rows.filter((_, at) => at % 4 === 3))],
  ]);
}
