/** How a person names a finding of a review: by its id, or F1, F2 … by its place in the result. */
import type { Finding } from "../model/finding.ts";
import type { ReviewResult } from "../model/result.ts";
import { InputError } from "../versions/input-error.ts";

/** The finding of that name. Throws `InputError`, with those that there are, for any other. */
export function findingNamed(name: string, { findings }: ReviewResult): Finding {
  const place = /^F([1-9]\d*)$/i.exec(name)?.[1];
  const found = place === undefined ? findings.find(({ id }) => id === name) : findings[Number(place) - 1];
  if (found) return found;
  const known = findings.map(({ id }, index) => `F${index + 1} (${id})`).join(", ");
  throw new InputError(
    `there is no finding ${name}`,
    known ? `The findings are ${known}.` : "The review found nothing.",
  );
}
