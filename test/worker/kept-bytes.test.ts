import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openStore } from "../../src/store/open.ts";
import type { Cache, Store } from "../../src/store/store.ts";
import { cachedBytes, PIECE } from "../../src/worker/kept-bytes.ts";

const place = { owner: "acme", repo: "feedback" };
const options = { secret: "0123456789abcdef0123456789abcdef", mostBytes: 1 << 26 };

let home: string;
let store: Store;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "dr-bytes-"));
  store = await openStore({ url: join(home, "service.db") });
});
afterAll(async () => {
  await store.close();
  rmSync(home, { recursive: true, force: true });
});

/** The cache, with what passes through it in sight. */
function watched(change: (sealed: Uint8Array, piece: number) => Uint8Array | null = (sealed) => sealed) {
  const stored: Buffer[] = [];
  let asked = 0;
  const cache: Cache = {
    ...store.cache,
    async get(...key) {
      const sealed = await store.cache.get(...key);
      return sealed && change(sealed, asked++);
    },
    put(kind, version, name, value) {
      stored.push(Buffer.from(value));
      return store.cache.put(kind, version, name, value);
    },
  };
  return { cache, stored };
}

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

const text = (size: number): Buffer => Buffer.alloc(size, "the words of the data ");
let ids = 0;
const newId = (): string => String(++ids).padStart(40, "0");

describe("kept bytes", () => {
  test.each([
    ["less than a piece", 1000, 77],
    ["a piece", PIECE, 1 << 20],
    ["a byte more", PIECE + 1, 1 << 20],
    ["several pieces, in chunks larger than one", 3 * PIECE - 5, 2 * PIECE + 9],
  ])("come back as they were, and no word of them is stored: %s", async (_, size, chunk) => {
    const { cache, stored } = watched();
    const kept = cachedBytes(cache, place, options);
    const id = newId();
    expect(await kept.has(id, size)).toBe(false);
    expect(await whole(kept.open(id, size))).toHaveLength(0);
    await kept.add(id, size, inChunks(text(size), chunk));
    expect((await whole(kept.open(id, size))).equals(text(size))).toBe(true);
    expect(await kept.has(id, size)).toBe(true);
    expect(stored).toHaveLength(Math.ceil(size / PIECE));
    // Packed: repeated words take next to nothing.
    expect(Buffer.concat(stored).length).toBeLessThan(size / 2);
    expect(stored.some((piece) => piece.includes("words"))).toBe(false);
  });

  test("are of one repository, one blob and one secret", async () => {
    const id = newId();
    await cachedBytes(store.cache, place, options).add(id, 1000, inChunks(text(1000), 100));
    const other = { ...options, secret: "another secret of the same length" };
    for (const kept of [
      cachedBytes(store.cache, { ...place, repo: "other" }, options),
      cachedBytes(store.cache, place, other),
    ]) {
      expect(await whole(kept.open(id, 1000))).toHaveLength(0);
      expect(await kept.has(id, 1000)).toBe(false);
    }
  });

  test("end where a piece is gone, changed, or another's", async () => {
    const id = newId();
    const size = 3 * PIECE;
    const { cache, stored } = watched();
    await cachedBytes(cache, place, options).add(id, size, inChunks(text(size), PIECE));
    const changed = (sealed: Uint8Array) => sealed.map((byte, at) => (at === 40 ? byte ^ 1 : byte));
    for (const second of [() => null, changed, () => stored[0]!]) {
      const lying = watched((sealed, piece) => (piece === 1 ? second(sealed) : sealed));
      expect(await whole(cachedBytes(lying.cache, place, options).open(id, size))).toHaveLength(PIECE);
    }
  });

  test("that lost a piece count as not kept", async () => {
    const id = newId();
    const size = 2 * PIECE;
    const kept = cachedBytes(store.cache, place, options);
    await kept.add(id, size, inChunks(text(PIECE), PIECE));
    expect(await kept.has(id, size)).toBe(false);
  });

  test("that are too large are not kept, nor more than were announced", async () => {
    const { cache, stored } = watched();
    const kept = cachedBytes(cache, place, { ...options, mostBytes: 999 });
    await kept.add(newId(), 1000, inChunks(text(1000), 100));
    expect(stored).toEqual([]);
    await expect(kept.add(newId(), 900, inChunks(text(2 * PIECE), PIECE))).rejects.toThrow("more bytes");
  });
});
