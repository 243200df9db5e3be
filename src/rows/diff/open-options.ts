/** How a version is opened: by the configuration, and by the base's version where there is one. */
import type { ColumnOptions, DatasetOptions } from "../../model/options.ts";
import { isTableFormat } from "../formats/reader.ts";
import type { ShapedVersion, ShapeOptions } from "../open/open-version.ts";

export function openOptions(
  options: DatasetOptions,
  configured: ColumnOptions,
  base: ShapedVersion | null = null,
): ShapeOptions {
  const made = configured.made ?? [];
  const sources = made.flatMap((column) => (column.from === "path" ? [] : column.columns));
  const names = [
    ...(configured.text ?? []),
    configured.label,
    configured.response,
    configured.id,
    ...sources,
  ];
  return {
    limits: options.limits,
    configured: names.filter((name) => name !== undefined),
    peerHeader: base?.reader.header ?? null,
    peerEncoding: base?.encoding ?? null,
    peerVersion: base?.version ?? null,
    peerWriting: base?.reader.writing ?? null,
    peerFormat: base?.reader.format ?? null,
    // A table has no shape to compare with.
    shape: base?.isDataset === true && !isTable(base) ? base.shape : undefined,
    made,
    flags:
      made.length > 0 || configured.label !== undefined
        ? null
        : base?.isDataset === true
          ? base.flags
          : undefined,
    isProse: configured.text === undefined && made.some(({ from }) => from === "path"),
  };
}

/** Columns of a table, even where the configuration adds some. */
function isTable({ reader }: ShapedVersion): boolean {
  return reader.header !== null || isTableFormat(reader.format);
}
