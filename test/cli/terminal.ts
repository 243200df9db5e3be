import { PassThrough } from "node:stream";
import type { Terminal } from "../../src/cli/terminal.ts";

export interface FakeTerminal extends Terminal {
  readonly out: () => string;
  readonly err: () => string;
  tick(ms: number): void;
}

/** A terminal that remembers what was written to it, with a clock that stands still until `tick`. */
export function fakeTerminal(settings: { tty?: boolean; env?: Record<string, string> } = {}): FakeTerminal {
  let time = 0;
  const stream = () => {
    const chunks: string[] = [];
    const through = Object.assign(new PassThrough(), { isTTY: settings.tty ?? false, columns: 80 });
    through.on("data", (chunk: Buffer) => chunks.push(chunk.toString("utf8")));
    return { through, text: () => chunks.join("") };
  };
  const stdout = stream();
  const stderr = stream();
  return {
    stdout: stdout.through,
    stderr: stderr.through,
    env: settings.env ?? {},
    now: () => time,
    out: stdout.text,
    err: stderr.text,
    tick: (ms) => {
      time += ms;
    },
  };
}
