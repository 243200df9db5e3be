/** The line on standard error that shows how far a command is. */
import type { ProgressEvent } from "../model/progress.ts";
import type { Terminal } from "./terminal.ts";

/** A terminal's line is drawn again and again; a log gets one of its own now and then, and none of a short command. */
const onTerminal = { patienceMs: 1000, refreshMs: 100 };
const inLog = { patienceMs: 30_000, refreshMs: 30_000 };

/** A step of a review, or the reviews of a drill or a replay, or the walk over a history. */
type Step = Omit<ProgressEvent, "stage" | "unit"> & {
  readonly stage: ProgressEvent["stage"] | "replay" | "blame";
  readonly unit: ProgressEvent["unit"] | "changes";
};

const stages: Readonly<Record<Step["stage"], string>> = {
  read: "Reading",
  compare: "Comparing rows",
  reference: "Reading the reference",
  measure: "Measuring signals",
  render: "Rendering",
  drill: "Reviewing drills",
  replay: "Replaying",
  blame: "Reading the history",
};

/**
 * A line on standard error with stage, amount, rate and remaining time: one that is redrawn where a person watches, after a
 * second; in logs and pipes a new one every half minute.
 */
export function showProgress(terminal: Terminal) {
  const { stderr } = terminal;
  const isWatched = stderr.isTTY === true;
  const { patienceMs, refreshMs } = isWatched ? onTerminal : inLog;
  const started = terminal.now();
  let stage: Step["stage"] | null = null;
  let stageStarted = started;
  let drawn = Number.NEGATIVE_INFINITY;
  let visible = false;
  return {
    listener: (event: Step): void => {
      const time = terminal.now();
      if (event.stage !== stage) {
        stage = event.stage;
        stageStarted = time;
        // A step of its own is shown at once where it costs no line.
        if (isWatched) drawn = Number.NEGATIVE_INFINITY;
      }
      if (time - started < patienceMs || time - drawn < refreshMs) return;
      drawn = time;
      visible = isWatched;
      const line = progressLine(event, time - stageStarted);
      stderr.write(isWatched ? `\r\x1b[K${line.slice(0, lineWidth(stderr.columns))}` : `${line}\n`);
    },
    /** Clears the line. */
    done: (): void => {
      if (visible) stderr.write("\r\x1b[K");
    },
  };
}

/** One less than the terminal is wide, so that the line never wraps. Some terminals say 0: they do not know. */
const lineWidth = (columns = 0): number => (columns > 0 ? columns : 80) - 1;

/** `Comparing rows  45 %  1.2 M of 2.6 M rows  800 k rows/s  2 s left` */
export function progressLine({ stage, done, total, unit }: Step, elapsedMs: number): string {
  const parts = [stages[stage]];
  if (total !== null && total > 0) {
    parts.push(
      `${Math.min(100, Math.floor((100 * done) / total))} %`,
      `${amount(done)} of ${amount(total)} ${unit}`,
    );
  } else if (done > 0) parts.push(`${amount(done)} ${unit}`);
  const perSecond = elapsedMs > 0 ? (1000 * done) / elapsedMs : 0;
  if (unit !== "signals" && elapsedMs >= 500 && perSecond > 0) {
    if (perSecond >= 1) parts.push(`${amount(perSecond)} ${unit}/s`);
    if (total !== null && total > done) parts.push(`${duration((total - done) / perSecond)} left`);
  }
  return parts.join("  ");
}

function amount(value: number): string {
  for (const [size, suffix] of [
    [1e9, " G"],
    [1e6, " M"],
    [1e3, " k"],
  ] as const) {
    if (value >= size) return `${(value / size).toFixed(value < 10 * size ? 1 : 0)}${suffix}`;
  }
  return String(Math.round(value));
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
