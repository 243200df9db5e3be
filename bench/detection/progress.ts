import { type BenchCase, nameOf } from "./case.ts";

const quietMs = 15_000;
const liveMs = 500;

export interface Progress {
  done(of: BenchCase): void;
  end(): void;
}

/** Work done and left on standard error: one line that is rewritten where a person watches, else a line now and then. */
export function progressOf(cases: readonly BenchCase[], stream: NodeJS.WriteStream): Progress {
  const started = performance.now();
  const every = stream.isTTY ? liveMs : quietMs;
  const whole = cases.reduce((sum, of) => sum + weightOf(of), 0);
  let count = 0;
  let work = 0;
  let shown = started;
  return {
    done(of) {
      count++;
      work += weightOf(of);
      const now = performance.now();
      if (now - shown < every && count < cases.length) return;
      shown = now;
      const line = progressLine(count, cases.length, work / whole, (now - started) / 1000, nameOf(of));
      stream.write(stream.isTTY ? `\r\x1b[K${line.slice(0, stream.columns - 1)}` : `${line}\n`);
    },
    end() {
      if (stream.isTTY) stream.write("\r\x1b[K");
    },
  };
}

/**
 * Roughly how long a case takes, in units of 2,000 added rows: good enough to say how much time is left. Lower-casing
 * repeats another case nearly always, and then only that is found out.
 */
export function weightOf(of: BenchCase): number {
  if (of.kind === "history") return 0.05 + of.bytes / 1_500_000;
  if (of.kind === "split") return 0.8;
  if (of.kind === "drip") return 1;
  if (of.kind === "instruct") return 0.3;
  if (of.lowerCase) return 0.1;
  return of.attack === "deletions" ? 0.5 : 1;
}

/** `412 of 3,000 cases  14 %  2.1 cases/s  20 min 33 s left  sst2 phrase …`; `share` is the share of the work. */
export function progressLine(
  count: number,
  total: number,
  share: number,
  seconds: number,
  last: string,
): string {
  const left = Math.round((seconds * (1 - share)) / Math.max(share, 1e-6));
  const time = left >= 60 ? `${Math.floor(left / 60)} min ${left % 60} s` : `${left} s`;
  const rate = (count / Math.max(seconds, 1e-3)).toFixed(1);
  const number = (value: number): string => value.toLocaleString("en-US");
  return `${number(count)} of ${number(total)} cases  ${Math.floor(100 * share)} %  ${rate} cases/s  ${time} left  ${last}`;
}
