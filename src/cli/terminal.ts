/** Where a command writes, and what it may know of its surroundings. Tests hand in their own. */
export interface Terminal {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds of a monotonic clock. */
  now(): number;
}

/** The process's own terminal. */
export const processTerminal: Terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  now: () => performance.now(),
};

/** Colours only where a person looks at them, and not against their wish (https://no-color.org). */
export function wantsColor(terminal: Terminal): boolean {
  const { NO_COLOR: noColor, TERM: term } = terminal.env;
  return terminal.stdout.isTTY === true && (noColor === undefined || noColor === "") && term !== "dumb";
}

/** Columns to lay a table out in: the terminal's own, within what can be read. */
export function outputWidth(terminal: Terminal): number {
  return Math.min(160, Math.max(60, terminal.stdout.columns ?? 100));
}
