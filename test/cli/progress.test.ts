import { describe, expect, test } from "@jest/globals";
import { progressLine, showProgress } from "../../src/cli/progress.ts";
import { fakeTerminal } from "./terminal.ts";

const event = { stage: "compare", done: 500_000, total: 2_000_000, unit: "rows" } as const;

describe("the progress line", () => {
  test("has stage, share, amount, rate and remaining time", () => {
    // 500,000 rows in 2 s are 250,000 a second; the other 1,500,000 take 6 s.
    expect(progressLine(event, 2000)).toBe(
      "Comparing rows  25 %  500 k of 2.0 M rows  250 k rows/s  6 s left",
    );
  });

  test("leaves out what is not known yet", () => {
    expect(progressLine({ ...event, total: null, done: 0 }, 0)).toBe("Comparing rows");
    expect(progressLine({ ...event, total: null, done: 12 }, 100)).toBe("Comparing rows  12 rows");
    expect(progressLine({ stage: "measure", done: 3, total: 11, unit: "signals" }, 9000)).toBe(
      "Measuring signals  27 %  3 of 11 signals",
    );
  });
});

describe("progress", () => {
  test("appears after a second, is not redrawn too often, and is cleared", () => {
    const terminal = fakeTerminal({ tty: true });
    const progress = showProgress(terminal);
    terminal.tick(900);
    progress.listener(event);
    expect(terminal.err()).toBe("");
    terminal.tick(200);
    progress.listener(event);
    progress.listener({ ...event, done: 1_000_000 });
    expect(terminal.err()).toContain("25 %");
    expect(terminal.err()).not.toContain("50 %");
    progress.done();
    expect(terminal.err().endsWith("\r\x1b[K")).toBe(true);
  });

  test("is silent in logs and pipes", () => {
    const terminal = fakeTerminal();
    const progress = showProgress(terminal);
    terminal.tick(60_000);
    progress.listener(event);
    progress.done();
    expect(terminal.err()).toBe("");
  });
});
