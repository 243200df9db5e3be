/** Hands pieces of files from one thread to another through shared memory. */
import type { RowPiece } from "../../model/dataset.ts";

/** Memory that two threads share, in which pieces of rows are handed over. */
export type SlotMemory = readonly SharedArrayBuffer[];

/** Pieces that may wait: one is worked on, and one is ready when it is done. */
const SLOTS = 3;
/** A block of a file with the end of the one before it. */
const BYTES = 1 << 21;
const ROWS = 1 << 14;
/** Behind the bytes: whether the slot is in use, number of rows, and where each starts and ends. */
const HEAD = 2;

interface Slot {
  readonly bytes: Uint8Array;
  readonly head: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export function slotMemory(): SlotMemory {
  return Array.from({ length: SLOTS }, () => new SharedArrayBuffer(BYTES + (HEAD + 2 * ROWS) * 4));
}

function openSlot(memory: SharedArrayBuffer): Slot {
  return {
    bytes: new Uint8Array(memory, 0, BYTES),
    head: new Int32Array(memory, BYTES, HEAD),
    starts: new Int32Array(memory, BYTES + HEAD * 4, ROWS),
    ends: new Int32Array(memory, BYTES + (HEAD + ROWS) * 4, ROWS),
  };
}

/** The side that fills the slots. */
export function slotWriter(memory: SlotMemory): (piece: RowPiece) => number {
  const slots = memory.map(openSlot);
  /** Copies a piece; the number of the slot, or −1 where none is free or it does not fit. */
  return ({ bytes, starts, ends, count }) => {
    const from = starts[0]!;
    const length = ends[count - 1]! - from;
    if (length > BYTES || count > ROWS) return -1;
    const free = slots.findIndex(({ head }) => Atomics.load(head, 0) === 0);
    if (free < 0) return -1;
    const slot = slots[free]!;
    slot.bytes.set(bytes.subarray(from, from + length));
    for (let i = 0; i < count; i++) {
      slot.starts[i] = starts[i]! - from;
      slot.ends[i] = ends[i]! - from;
    }
    slot.head[1] = count;
    Atomics.store(slot.head, 0, 1);
    return free;
  };
}

/** The side that empties them: reads a slot and gives it free. */
export function slotReader(
  memory: SlotMemory,
): (slot: number, first: number, read: (piece: RowPiece) => void) => void {
  const slots = memory.map(openSlot);
  return (number, first, read) => {
    const { bytes, head, starts, ends } = slots[number]!;
    const count = head[1]!;
    read({ bytes: bytes.subarray(0, ends[count - 1]), starts, ends, count, first });
    Atomics.store(head, 0, 0);
  };
}
