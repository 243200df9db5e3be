/** How a version is opened: by the configuration, and by the base's version where there is one. */
import type { ColumnOptions, DatasetOptions } from "../../model/options.ts";
import { PATH_LABEL } from "../../model/options.ts";
import { isTableFormat } from "../formats/reader.ts";
import type { ShapedVersion, ShapeOptions } from "../open/open-version.ts";

/** @param pattern of paths by which the path of the file says its label; null where its rows do */
export function openOptions(
  options: Pick<DatasetOptions, "limits">,
  configured: ColumnOptions,
  base: ShapedVersion | null = null,
  pattern: string | null = null,
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
    peerEncoding: base?.coding.encoding ?? null,
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
    ...(pattern !== null && { pathLabel: { name: PATH_LABEL, from: "path", pattern } as const }),
    isProse: configured.text === undefined && (pattern !== null || made.some(({ from }) => from === "path")),
  };
}

/** Columns of a table, even where the configuration adds some. */
function isTable({ reader }: ShapedVersion): boolean {
  return reader.header !== null || isTableFormat(reader.format);
}

/** The pattern by which a path says its label; null where the maintainers said what holds it, or the base shows none. */
export function pathLabelPattern(path: string, { columnsFor, labelPattern }: DatasetOptions): string | null {
  const { label, made = [] } = columnsFor(path);
  return label !== undefined || made.length > 0 ? null : (labelPattern?.(path) ?? null);
}
