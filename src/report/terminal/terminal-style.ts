/** The few styles that the terminal output uses; every one is the identity where colour is not wanted. */
export interface TerminalStyle {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  /** A phrase within a row: inverse, or `»phrase«` without colour. */
  readonly mark: (text: string) => string;
  /** Cells that `mark` adds. */
  readonly markCells: number;
}

const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;
const same = (text: string): string => text;

/** Colour is the caller's decision, from whether it writes to a terminal and from NO_COLOR. */
export function terminalStyle(color: boolean): TerminalStyle {
  return color
    ? {
        bold: sgr(1, 22),
        dim: sgr(2, 22),
        red: sgr(31, 39),
        yellow: sgr(33, 39),
        green: sgr(32, 39),
        mark: sgr(7, 27),
        markCells: 0,
      }
    : {
        bold: same,
        dim: same,
        red: same,
        yellow: same,
        green: same,
        mark: (text) => `»${text}«`,
        markCells: 2,
      };
}
