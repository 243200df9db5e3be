/** Holds how often added rows agree with themselves, label or answer with text, against how often the base's do. */
import { logBinomialUpperTail } from "../stats/log-space.ts";

/** Rows of which each agrees or does not, and how many are expected to. */
export interface Agreement {
  readonly rows: number;
  readonly agreeing: number;
  /** How many would agree if the base told as much of these rows as of its own; half as much; nothing. */
  readonly asInBase: number;
  readonly halfAsInBase: number;
  readonly byChance: number;
}

/** ln of the probability that so few agree where so many are expected to. */
export function logFewAgree({ rows, agreeing }: Agreement, expected: number): number {
  return logBinomialUpperTail(rows, 1 - expected / rows, rows - agreeing);
}

/** How often rows agree, and how often they would by chance. */
export interface Rates {
  readonly rate: number;
  readonly chance: number;
}

/** Where the base's own rows agree hardly more often than by chance, those of a change are not asked. */
const LEAST_TOLD = 0.2;

/** Whether the base tells enough of its own rows to tell anything of others. */
export function isTold({ rate, chance }: Rates): boolean {
  return rate - chance > LEAST_TOLD;
}

/**
 * The rate at which rows agree of which the base tells half as much as of its own: of what is left to agree beyond chance, half of
 * what the base's agree in beyond theirs (half of its kappa: Cohen 1960).
 */
export function halfAsInBase(chance: number, base: Rates): number {
  return chance + 0.5 * ((base.rate - base.chance) / (1 - base.chance)) * (1 - chance);
}
