/** Zstandard as far as this Node can write it. */
import * as zlib from "node:zlib";

/** Undefined before Node 22.15. */
export const { zstdCompressSync: zstdCompress } = zlib as {
  readonly zstdCompressSync?: (bytes: Uint8Array) => Buffer;
};
