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
    // One in four seconds is no rate that says something; the other fifteen take a minute.
    expect(progressLine({ stage: "drill", done: 5, total: 20, unit: "reviews" }, 20_000)).toBe(
      "Reviewing drills  25 %  5 of 20 reviews  1 min 0 s left",
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

  test("is a line of its own every half minute in logs and pipes, and none of a short command", () => {
    const terminal = fakeTerminal();
    const progress = showProgress(terminal);
    progress.listener({ ...event, done: 0 });
    terminal.tick(29_000);
    progress.listener({ ...event, done: 500_000 });
    expect(terminal.err()).toBe("");
    terminal.tick(1000);
    progress.listener({ ...event, done: 500_000 });
    terminal.tick(20_000);
    progress.listener({ ...event, done: 750_000 });
    progress.listener({ ...event, stage: "measure", done: 1 });
    terminal.tick(10_000);
    progress.listener({ ...event, done: 1_000_000 });
    progress.done();
    // A quarter in 30 s leaves 90 s; the stage of the last line has just begun.
    expect(terminal.err()).toBe(
      "Comparing rows  25 %  500 k of 2.0 M rows  17 k rows/s  1 min 30 s left\n" +
        "Comparing rows  50 %  1.0 M of 2.0 M rows\n",
    );
  });
});
