/** Takes the smallest values of an array one after the other. */

/** From so many values on, sorting them beats taking the smallest one by one. */
export const MANY = 64;

/** Brings the smallest value of those from `from` on to that place, and returns it. */
export function takeSmallest(values: Uint32Array, from: number, count: number): number {
  let least = from;
  for (let j = from + 1; j < count; j++) if (values[j]! < values[least]!) least = j;
  const value = values[least]!;
  values[least] = values[from]!;
  values[from] = value;
  return value;
}
