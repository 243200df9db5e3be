/** Reads parts of a file by their places. */
import { open } from "node:fs/promises";

export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** The bytes of a file at these places, in their order. Throws when the file does not reach so far any more. */
export async function* fileSlices(
  file: string,
  places: Iterable<Place>,
): AsyncGenerator<Buffer, void, undefined> {
  const handle = await open(file, "r");
  try {
    for (const { offset, length } of places) {
      const bytes = Buffer.allocUnsafe(length);
      for (let done = 0; done < length; ) {
        const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
        if (bytesRead === 0) throw new Error("A data file became shorter while it was read.");
        done += bytesRead;
      }
      yield bytes;
    }
  } finally {
    await handle.close();
  }
}

/** Places that lie closer together than this are read at once: a longer way costs as much as another reading. */
const NEAR_BYTES = 1 << 16;
/** Bytes that are read at once, unless a single place is larger. */
const MOST_BYTES = 1 << 20;

/** Places in file order, as columns: there may be a million. */
export interface Places {
  readonly offsets: Float64Array;
  readonly lengths: Int32Array;
}

/** Joins places to the stretches that hold them, each with the number of its first place. */
export function stretches({ offsets, lengths }: Places): (Place & { readonly first: number })[] {
  const found: { offset: number; length: number; first: number }[] = [];
  let last: (typeof found)[number] | null = null;
  for (let place = 0; place < offsets.length; place++) {
    const offset = offsets[place]!;
    const end = offset + lengths[place]!;
    if (last !== null && offset - (last.offset + last.length) < NEAR_BYTES && end - last.offset <= MOST_BYTES)
      last.length = end - last.offset;
    else found.push((last = { offset, length: end - offset, first: place }));
  }
  return found;
}
