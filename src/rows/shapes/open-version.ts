/** Opens a file version: finds how it is written, and the shape of its records where they are not flat. */
import type { FileVersion } from "../../model/dataset.ts";
import { jsonReader } from "../formats/json.ts";
import { type FirstLook, type OpenedVersion, type OpenOptions, openAsWritten } from "../formats/open-version.ts";
import { emptyBatch } from "../formats/records.ts";
import { type FileShape, findShape } from "./index.ts";
import { jsonStart } from "./json-start.ts";
import type { Opening } from "./opening.ts";
import type { Nested } from "./shape.ts";
import { shapedVersion } from "./shaped-version.ts";

/** Values of the beginning of a file by which its shape is recognised. */
const SAMPLE_VALUES = 500;

export interface ShapedVersion extends OpenedVersion {
  /** Null where records are flat as they are; undefined where there is none by which to tell. */
  readonly shape: FileShape | null | undefined;
}

export interface ShapeOptions extends OpenOptions {
  /** The shape of the base, which the head has to have as well; undefined where there is none: it is looked for. */
  readonly shape?: FileShape | null | undefined;
}

/** Throws `Unreadable` with the reason. */
export async function openVersion(version: FileVersion, options: ShapeOptions): Promise<ShapedVersion> {
  const look = await openAsWritten(version, options);
  const shape = options.shape === undefined ? shapeOf(look, options) : options.shape;
  if (!shape) return { ...look.opened, shape };
  return { ...shapedVersion(look.opened, shape, options.limits.maxRowBytes), shape };
}

function shapeOf({ opened, first, whole }: FirstLook, options: OpenOptions): FileShape | null | undefined {
  const { format } = opened.reader;
  if (format === "csv" || format === "tsv") return null;
  const { maxRowBytes } = options.limits;
  const values = (opening: Opening | null): Nested[] => {
    const reader = format === "json" ? jsonReader(maxRowBytes, opening?.opens) : opened.reader;
    const batch = emptyBatch();
    batch.bytes = first;
    reader.splitter().cut(first, batch, whole);
    batch.count = Math.min(batch.count, SAMPLE_VALUES);
    const found: Nested[] = [];
    reader.nested(batch, (_, nested) => {
      if (nested) found.push(nested);
    });
    return found;
  };
  const root = format === "json" ? jsonStart(first, whole) : undefined;
  if (values(null).length === 0) return undefined;
  return findShape({ root, whole, configured: options.configured, values });
}
