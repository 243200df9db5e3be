import { createHash, type Hash } from "node:crypto";

type Side = "base" | "head";

/** Sums up the bytes of one side. */
export interface ChunkSum {
  update(chunk: Uint8Array): void;
}

/** SHA-256 of two versions of a file that are read side by side. */
export interface TwinSums {
  readonly base: ChunkSum;
  readonly head: ChunkSum;
  /** In hex. To be asked for at the end. */
  digest(side: Side): string;
}

/**
 * As far as both versions come in equal chunks they are summed up once: comparing bytes takes a fifth of the time. What
 * is compared is a copy, since a source may fill its chunk again.
 */
export function twinSums(): TwinSums {
  /** Of what both sides have shown. */
  let shared = createHash("sha256");
  let copy = Buffer.alloc(0);
  /** The next chunk of one side, which the other has not shown yet, and the sum with it. */
  let ahead: { side: Side; chunk: Buffer; sum: Hash } | null = null;
  /** Once they have parted. */
  let own: Record<Side, Hash> | null = null;

  function update(side: Side, chunk: Uint8Array): void {
    if (own !== null) {
      own[side].update(chunk);
    } else if (ahead === null) {
      ahead = { side, chunk: copyOf(chunk), sum: shared.copy().update(chunk) };
    } else if (ahead.side !== side && ahead.chunk.equals(chunk)) {
      shared = ahead.sum;
      ahead = null;
    } else {
      own = ahead.side === "base" ? { base: ahead.sum, head: shared } : { base: shared, head: ahead.sum };
      own[side].update(chunk);
    }
  }

  function copyOf(chunk: Uint8Array): Buffer {
    if (copy.length < chunk.length) copy = Buffer.allocUnsafeSlow(chunk.length);
    copy.set(chunk);
    return copy.subarray(0, chunk.length);
  }

  return {
    base: {
      update: (chunk) => {
        update("base", chunk);
      },
    },
    head: {
      update: (chunk) => {
        update("head", chunk);
      },
    },
    digest(side) {
      const sum = own?.[side] ?? (ahead?.side === side ? ahead.sum : shared);
      return sum.copy().digest("hex");
    },
  };
}
