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

export const colorChoices = ["auto", "always", "never"] as const;
export type ColorChoice = (typeof colorChoices)[number];

/**
 * Colours as asked for; by default where a person looks at them or FORCE_COLOR is set, and not against their wish
 * (https://no-color.org, where an empty NO_COLOR is none).
 */
export function wantsColor(terminal: Terminal, choice: ColorChoice = "auto"): boolean {
  if (choice !== "auto") return choice === "always";
  const { NO_COLOR: noColor = "", FORCE_COLOR: forced = "", TERM: term } = terminal.env;
  if (noColor !== "" || forced === "0") return false;
  return forced !== "" || (terminal.stdout.isTTY === true && term !== "dumb");
}

/** Columns to lay a table out in: the terminal's own, within what can be read. */
export function outputWidth(terminal: Terminal): number {
  return Math.min(160, Math.max(60, terminal.stdout.columns ?? 100));
}
