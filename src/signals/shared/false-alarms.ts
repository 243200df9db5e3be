/** Defines the option by which a signal states how often it may be wrong. */
import * as z from "zod";

/** The option of a signal that states its error rate: how often it may speak up on honest work, and what it then does. */
export function falseAlarms(does: "block" | "raise" | "warn of", byDefault: number, most: number) {
  return z
    .number()
    .min(1e-6)
    .max(most)
    .default(byDefault)
    .describe(`Share of honest pull requests that this signal may ${does} by chance, by its statistics.`);
}

/** The same for a signal whose rate is of something else than of pull requests, as `of` says. */
export function chance(byDefault: number, of: string) {
  return z.number().gt(0).max(0.5).default(byDefault).describe(of);
}
