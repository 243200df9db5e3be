import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants } from "node:zlib";
import type { KeptBytes } from "../github/kept-bytes.ts";
import type { Job } from "../model/job.ts";
import type { Cache } from "../store/store.ts";
import type { ProfileOptions } from "./profiles.ts";
import { sealWith } from "./seal.ts";

const kind = "bytes";
/** Counts up whenever bytes are cut, packed or named in another way. */
const VERSION = 1;
/** Bytes of a piece before it is packed: what is held in memory at once. */
export const PIECE = 1 << 22;

const pack = promisify(brotliCompress);
const unpack = promisify(brotliDecompress);
/** As small as gzip makes it, at 110 MB a second instead of 45; unpacked at 370 (measured on rows of text). */
const quality = { [constants.BROTLI_PARAM_QUALITY]: 2 };

/**
 * Bytes of one repository's versions in the cache, packed and encrypted piece by piece. A piece that is not there any
 * more, or not what was kept, is where they end.
 */
export function cachedBytes(
  cache: Cache,
  { owner, repo }: Pick<Job, "owner" | "repo">,
  { secret, mostBytes }: ProfileOptions,
): KeptBytes {
  const seal = sealWith(secret, "bytes");
  const namesOf = (id: string, size: number): string[] =>
    Array.from({ length: Math.ceil(size / PIECE) }, (_, piece) =>
      `${id} ${piece} ${seal.mark} ${owner}/${repo}`.toLowerCase(),
    );

  async function* open(id: string, size: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (const name of namesOf(id, size)) {
      const sealed = await cache.get(kind, VERSION, name);
      const packed = sealed && seal.open(name, sealed);
      if (packed === null) return;
      yield await unpack(packed, { maxOutputLength: PIECE });
    }
  }

  return {
    open,
    async has(id, size) {
      const names = namesOf(id, size);
      return (await cache.touch(kind, VERSION, names)) === names.length;
    },
    async add(id, size, bytes) {
      if (size > mostBytes) return;
      const names = namesOf(id, size).values();
      for await (const piece of piecesOf(bytes)) {
        const name = names.next().value;
        if (name === undefined) throw new Error("There are more bytes than were announced.");
        await cache.put(kind, VERSION, name, seal.close(name, await pack(piece, { params: quality })));
      }
    },
  };
}

/** The same bytes in pieces of one size, the last one apart. */
async function* piecesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + PIECE - length);
      parts.push(part);
      at += part.length;
      length += part.length;
      if (length < PIECE) continue;
      yield Buffer.concat(parts);
      parts = [];
      length = 0;
    }
  }
  if (length > 0) yield Buffer.concat(parts);
}
