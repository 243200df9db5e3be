import type { ByteSource, DatasetComparison, FilePair, FileVersion } from "../../src/model/dataset.ts";
import type { ColumnOptions, DatasetOptions, ReadLimits } from "../../src/model/options.ts";
import { compareDataset } from "../../src/rows/diff/compare.ts";

/** Bytes in memory, handed out in chunks of the given size. */
export function bytes(content: string | Uint8Array, chunk = 65_536): ByteSource {
  const buffer = Buffer.from(content);
  return {
    size: buffer.length,
    async *open() {
      for (let at = 0; at < buffer.length; at += chunk)
        yield await Promise.resolve(buffer.subarray(at, at + chunk));
    },
  };
}

export function version(path: string, content: string | Uint8Array): FileVersion {
  return { path, source: bytes(content) };
}

export function pair(
  path: string,
  base: string | Uint8Array | null,
  head: string | Uint8Array | null,
): FilePair {
  return {
    base: base === null ? null : version(path, base),
    head: head === null ? null : version(path, head),
  };
}

export const limits: ReadLimits = { maxRowBytes: 1 << 20, maxFileBytes: 1 << 28, maxChangedRows: 200_000 };

export function options(columns: ColumnOptions = {}, some: Partial<ReadLimits> = {}): DatasetOptions {
  return { columnsFor: () => columns, limits: { ...limits, ...some } };
}

export function compare(pairs: readonly FilePair[], settings = options()): Promise<DatasetComparison> {
  return compareDataset({ pairs, context: [], notAnalysed: [] }, settings);
}

/** Chooses every row where some are chosen. */
export const always = (): boolean => true;

export function jsonl(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
