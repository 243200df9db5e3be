/** Tells whether two files hold the same bytes. */
import type { ByteSource } from "../model/dataset.ts";
import type { TreeEntry } from "./tree.ts";

/** Whether two entries hold the same bytes: by their ids where both have one, else by size and then byte by byte. */
export async function sameContent(a: TreeEntry, b: TreeEntry): Promise<boolean> {
  if (a.kind !== b.kind) return false;
  if (a.id !== null && b.id !== null) return a.id === b.id;
  if (a.source.size !== undefined && b.source.size !== undefined && a.source.size !== b.source.size)
    return false;
  return sameBytes(a.source, b.source);
}

async function sameBytes(a: ByteSource, b: ByteSource): Promise<boolean> {
  const left = chunks(a);
  const right = chunks(b);
  try {
    let x = await left.next();
    let y = await right.next();
    for (;;) {
      if (x === null || y === null) return x === y;
      const length = Math.min(x.length, y.length);
      if (Buffer.compare(x.subarray(0, length), y.subarray(0, length)) !== 0) return false;
      x = x.length > length ? x.subarray(length) : await left.next();
      y = y.length > length ? y.subarray(length) : await right.next();
    }
  } finally {
    await left.close();
    await right.close();
  }
}

/** Non-empty chunks one at a time, then null; `close` releases the source early. */
function chunks(source: ByteSource): { next(): Promise<Uint8Array | null>; close(): Promise<void> } {
  const iterator = source.open()[Symbol.asyncIterator]();
  return {
    async next() {
      for (;;) {
        const step = await iterator.next();
        if (step.done === true) return null;
        if (step.value.length > 0) return step.value;
      }
    },
    async close() {
      await iterator.return?.();
    },
  };
}
