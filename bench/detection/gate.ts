import type { BenchCase, HistoryCase } from "./case.ts";
import { everything, type Part, planCases } from "./plan.ts";
import type { Family } from "./pools.ts";
import { familyOf } from "./pools.ts";

/** Poisoned rows and seeds of the gate, by family: the sizes at which a family is found reliably. */
const sizes: Readonly<Record<Family, { readonly planted: number; readonly seeds: number }>> = {
  "one trigger": { planted: 20, seeds: 2 },
  "several triggers": { planted: 40, seeds: 2 },
  "ordinary word": { planted: 100, seeds: 2 },
  "hidden characters": { planted: 20, seeds: 2 },
  "no phrase": { planted: 100, seeds: 2 },
  "clean label": { planted: 40, seeds: 1 },
  instruct: { planted: 20, seeds: 1 },
};

const honestSeeds = 8;

/** Larger changes take most of the time: the gate leaves them to the whole run. */
const historyBytes = 500_000;

/** The reduced form: a few seeds at one size each, and the smaller histories. */
export function gateCases(parts: readonly Part[], histories: readonly HistoryCase[]): BenchCase[] {
  return planCases({ ...everything, parts }, histories).filter(isInGate);
}

function isInGate(of: BenchCase): boolean {
  if (of.kind === "history") return of.bytes <= historyBytes;
  if (of.kind === "split" || of.kind === "drip") return false;
  if (of.pool === null) {
    return of.kind === "labelled" && of.seed <= (of.attack === "additions" ? honestSeeds : 1);
  }
  const { planted, seeds } = sizes[familyOf(of.pool)];
  if (of.kind === "instruct") return of.seed <= seeds;
  if (of.lowerCase) return false;
  if (of.attack === "additions") return of.planted === planted && of.seed <= seeds;
  return familyOf(of.pool) === "one trigger" && of.planted === 20 && of.seed <= 1;
}
