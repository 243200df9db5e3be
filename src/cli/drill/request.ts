/** What a drill was asked for, from the words of a command line or a workflow. */
import type { DrillRequest } from "../../review/drill/run/plan.ts";
import { InputError } from "../../versions/input-error.ts";

/** As they are written on the command line. */
export interface RequestWords {
  readonly attacks?: string;
  readonly rows: string;
  readonly poison: string;
  readonly seeds: string;
  readonly label?: string;
}

export const usualRequest = { rows: "2000", poison: "5,10,20,40", seeds: "20" } as const;

/** Throws `InputError` for numbers that are none. */
export function requestOf({ attacks, rows, poison, seeds, label }: RequestWords): DrillRequest {
  const sizes = poison.split(",").map((text) => wholeNumber("--poison", text.trim(), 1));
  return {
    attacks: attacks === undefined ? null : attacks.split(",").map((name) => name.trim()),
    changed: wholeNumber("--rows", rows, 20),
    sizes: [...new Set(sizes)].sort((a, b) => a - b),
    seeds: wholeNumber("--seeds", seeds, 1),
    label: label ?? null,
  };
}

const MOST = 100_000;

function wholeNumber(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= MOST) return value;
  throw new InputError(
    `${option} is not understood`,
    `Give whole numbers from ${least} to ${MOST}; several sizes with commas between them.`,
  );
}
