import { type BenchCase, nameOf } from "./case.ts";

const quietMs = 15_000;
const liveMs = 500;

/** Work done and left on standard error: one line that is rewritten where a person watches, else a line now and then. */
export function progressOf(
  total: number,
  stream: NodeJS.WriteStream,
): { done(of: BenchCase): void; end(): void } {
  const started = performance.now();
  const every = stream.isTTY ? liveMs : quietMs;
  let count = 0;
  let shown = started;
  return {
    done(of) {
      count++;
      const now = performance.now();
      if (now - shown < every && count < total) return;
      shown = now;
      const line = progressLine(count, total, (now - started) / 1000, nameOf(of));
      stream.write(stream.isTTY ? `\r\x1b[K${line.slice(0, stream.columns - 1)}` : `${line}\n`);
    },
    end() {
      if (stream.isTTY) stream.write("\r\x1b[K");
    },
  };
}

/** `  412 of 3,000 cases  14 %  2.1 cases/s  20 min 33 s left  sst2 phrase …` */
export function progressLine(count: number, total: number, seconds: number, last: string): string {
  const rate = count / Math.max(seconds, 1e-3);
  const left = Math.round((total - count) / rate);
  const time = left >= 60 ? `${Math.floor(left / 60)} min ${left % 60} s` : `${left} s`;
  const share = Math.floor((100 * count) / total);
  const number = (value: number): string => value.toLocaleString("en-US");
  return `${number(count)} of ${number(total)} cases  ${share} %  ${rate.toFixed(1)} cases/s  ${time} left  ${last}`;
}
