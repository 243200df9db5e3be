/** Gives typed arrays more room. */

type Numbers = Int32Array | Uint32Array | Uint8Array | Float64Array;

/** A longer array, twice as long unless a length is given, that begins with the values of this one; 0 behind them. */
export function grown<Of extends Numbers>(array: Of, length = 2 * array.length): Of {
  const longer = new (array.constructor as new (length: number) => Of)(length);
  longer.set(array);
  return longer;
}
