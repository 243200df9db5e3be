/** Remembers what the texts of sampled base rows say by themselves, for the next review of the same base. */
import type { SampleRow } from "../label-group.ts";

/** The same function over sampled rows, each worked out once for as long as the base's sample is held. */
export function bySampledRow<Result, More extends readonly unknown[]>(
  work: (text: string, ...more: More) => Result,
): (row: Pick<SampleRow, "text" | "fields">, ...more: More) => Result {
  // A review makes its rows anew; the records that they come from stay.
  const known = new WeakMap<SampleRow["fields"], { readonly text: string; readonly result: Result }>();
  return ({ text, fields }, ...more) => {
    const before = known.get(fields);
    if (before?.text === text) return before.result;
    const result = work(text, ...more);
    known.set(fields, { text, result });
    return result;
  };
}
