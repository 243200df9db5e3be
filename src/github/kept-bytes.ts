/** Below this size a version is not worth keeping anything of: it is downloaded and read in no time. */
export const leastBytes = 1 << 20;

/**
 * Bytes of file versions on the default branch, under the id that git gives the blob. Losing them costs a download, and
 * nothing else: whoever opens them checks their hash.
 */
export interface KeptBytes {
  /** The bytes as far as they are kept: a reader has to expect that they end early, or at once. */
  open(id: string, size: number): AsyncIterable<Uint8Array>;
  /** Whether all of them are kept. What is asked for is kept on. */
  has(id: string, size: number): Promise<boolean>;
  add(id: string, size: number, bytes: AsyncIterable<Uint8Array>): Promise<void>;
}
