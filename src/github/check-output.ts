/** Keeps what a check run shows within the sizes that GitHub takes. */
import type { CheckOutput } from "../model/check-output.ts";

/** GitHub's limits. Those of `summary` and `text` are documented in characters and enforced in bytes. */
const limits = { title: 255, summary: 65_535, text: 65_535, message: 64 * 1024 };
const cutMark = "\n\n… (cut here: the whole is longer than GitHub shows)";

/**
 * The last guard before posting: whoever renders should rank and cut with care; an output that is too long
 * nevertheless would be refused whole, and the check would never end.
 */
export function withinLimits(output: CheckOutput): CheckOutput {
  return {
    title: cutBytes(output.title, limits.title, "…"),
    summary: cutBytes(output.summary, limits.summary, cutMark),
    ...(output.text === undefined ? {} : { text: cutBytes(output.text, limits.text, cutMark) }),
    ...(output.actions === undefined ? {} : { actions: output.actions }),
    annotations: (output.annotations ?? []).map((annotation) => ({
      ...annotation,
      message: cutBytes(annotation.message, limits.message, "…"),
      title: cutBytes(annotation.title, limits.title, "…"),
    })),
  };
}

/** The longest start of a text that, with the mark, stays within a number of UTF-8 bytes; no character is split. */
export function cutBytes(text: string, limit: number, mark: string): string {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= limit) return text;
  let end = limit - Buffer.byteLength(mark);
  // 10xxxxxx continues a character: step back to where it begins.
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end).toString("utf8") + mark;
}
