/** Writes the change again without the rows that were flagged: the way out of a block. */
import { isUtf8 } from "node:buffer";
import { isAbsolute } from "node:path";
import { gzipSync } from "node:zlib";
import { insteadOf } from "../../collections/instead-of.ts";
import type { DatasetInput, FilePair, FileVersion } from "../../model/dataset.ts";
import type { ReadLimits } from "../../model/options.ts";
import { openOptions } from "../diff/open-options.ts";
import { westernText } from "../formats/legacy.ts";
import { wholeBytes } from "../gather-bytes.ts";
import { openVersion } from "../open/open-version.ts";
import { Unreadable } from "../unreadable.ts";
import { CannotFix } from "./cannot-fix.ts";
import { cut, type Edits } from "./cut.ts";
import type { FixPlan, RowFix } from "./plan.ts";
import { writeParquet } from "./write-parquet.ts";
import { type HowWritten, readWritten, type WrittenFile } from "./written-records.ts";
import { zstdCompress } from "./zstd.ts";

/** A file of the head as it is without the rows, and what it was. */
export interface FixedFile {
  readonly path: string;
  /** Git LFS keeps it, and `git apply` finds a pointer unless it is told to leave its filter out. */
  readonly inLfs: boolean;
  /** Null where the head has none: the file comes back as it was. */
  readonly before: Buffer | null;
  readonly after: Buffer;
  readonly rows: readonly FixedRow[];
}

/** A record that a fix took out, or the one that it brought back. */
export interface FixedRow {
  readonly path: string;
  readonly line: number | null;
  readonly action: RowFix["action"];
  readonly findings: readonly string[];
  /** The record as the head has it; null where the head has none. */
  readonly record: string | null;
  /** The record of the base that stands there again; null where it has none, or the whole file is back. */
  readonly restored: string | null;
}

export interface Fixed {
  readonly files: readonly FixedFile[];
  /** Files that a person has to mend, and why. */
  readonly notFixed: readonly { readonly path: string; readonly rows: number; readonly reason: string }[];
}

/** Takes the rows of a plan out of the head of a change. Files are held in memory one at a time. */
export async function fix(dataset: DatasetInput, plan: FixPlan, limits: ReadLimits): Promise<Fixed> {
  const files: FixedFile[] = [];
  const notFixed: Fixed["notFixed"][number][] = [];
  for (const [path, rows] of plan.files) {
    const pair = dataset.pairs.find(({ head, base }) => (head ?? base)?.path === path);
    try {
      files.push(await fixFile(pair, path, rows, limits));
    } catch (error) {
      if (!(error instanceof CannotFix || error instanceof Unreadable)) throw error;
      notFixed.push({ path, rows: rows.length, reason: error.message });
    }
  }
  return { files, notFixed };
}

async function fixFile(
  pair: FilePair | undefined,
  path: string,
  rows: readonly RowFix[],
  limits: ReadLimits,
): Promise<FixedFile> {
  // Neither a patch nor a folder can hold what lies above it.
  if (path.startsWith("../") || isAbsolute(path))
    throw new CannotFix("it lies outside of this folder; scan it from its own");
  if (!pair?.head) return putBack(pair?.base, path, rows);
  const isCounted = rows.some(({ isCounted }) => isCounted);
  const asBase = { ...openOptions({ limits }, {}), peerVersion: pair.head };
  // A base that cannot be read tells nothing of how its head is written.
  const beside = pair.base && (await openVersion(pair.base, asBase).catch(insteadOf(Unreadable, null)));
  const head = await readWritten(pair.head, { options: openOptions({ limits }, {}, beside), isCounted });
  const base = rows.some(({ before }) => before)
    ? await readBase(pair, head, { options: asBase, isCounted })
    : null;
  const headRecords = byLine(head);
  const baseRecords = base && byLine(base);
  const found = rows.map(({ line, action, findings, before }): Found => {
    const instead = asIn(head, before ? baseRecords?.get(before.line) : undefined);
    const record = line === null ? undefined : headRecords.get(line);
    if (before && (!instead || before.path !== pair.base?.path))
      throw new CannotFix("what a row said before stands in another file");
    if (line !== null && !record) throw new CannotFix("a flagged row is no record of its own");
    if (record && instead && textOf(record) === textOf(instead))
      throw new CannotFix("what changed of a flagged row stands in another file");
    const row = { path, line, action, findings, record: textOf(record), restored: textOf(instead) };
    return { row, instead: instead!, insteadLine: before?.line ?? 0 };
  });
  const before = await wholeBytes(pair.head.source.open());
  const isParquet = head.compression === "parquet";
  return {
    path,
    inLfs: [pair.head, pair.base].some((version) => version?.source.isLfs === true),
    before,
    after: isParquet
      ? await writeParquet(
          before,
          base && (await wholeBytes(pair.base!.source.open())),
          editsOf(found, ({ insteadLine }) => insteadLine),
        )
      : packed(
          head,
          editsOf(found, ({ instead }) => instead),
        ),
    rows: found.map(({ row }) => row),
  };
}

/** A row of a fix, and the record of the base that stands there again: its text, and its line. */
interface Found {
  readonly row: FixedRow;
  readonly instead: Buffer;
  readonly insteadLine: number;
}

function editsOf<What>(found: readonly Found[], what: (found: Found) => What): Edits<What> {
  const of = (action: RowFix["action"]) => found.filter(({ row }) => row.action === action);
  return {
    remove: new Set(of("remove").map(({ row }) => row.line!)),
    replace: new Map(of("restore").map((restored) => [restored.row.line!, what(restored)])),
    append: of("put-back").map(what),
  };
}

/** The file after the edits, written and packed as it was. */
function packed(head: WrittenFile, edits: Edits): Buffer {
  const { compression } = head;
  const plain = Buffer.concat([head.mark, head.encode(cut(head, edits))]);
  if (compression === "gzip") return gzipSync(plain);
  if (compression !== "zstd") return plain;
  if (!zstdCompress) throw new CannotFix("to write Zstandard takes Node 22.15 or newer");
  return zstdCompress(plain);
}

/** A file that the change deletes, as it was. */
async function putBack(
  base: FileVersion | null | undefined,
  path: string,
  rows: readonly RowFix[],
): Promise<FixedFile> {
  if (!base) throw new CannotFix("it is in neither version");
  const whole = { path, action: "put-back", line: null, record: null, restored: null } as const;
  return {
    path,
    inLfs: base.source.isLfs === true,
    before: null,
    after: await wholeBytes(base.source.open()),
    rows: rows.map(({ findings }) => ({ ...whole, findings })),
  };
}

async function readBase({ base }: FilePair, head: WrittenFile, how: HowWritten): Promise<WrittenFile> {
  if (!base) throw new CannotFix("what a row said before stands in another file");
  const written = await readWritten(base, how);
  if (written.schema !== head.schema || written.format !== head.format)
    throw new CannotFix("the change also writes its records in another way");
  return written;
}

/** A record of a Western code page stands in UTF-8 where the head is all UTF-8. */
function asIn({ text }: WrittenFile, record: Buffer | undefined): Buffer | undefined {
  const isForeign = record !== undefined && !isUtf8(record) && isUtf8(text);
  return isForeign ? Buffer.from(westernText(record)) : record;
}

function textOf(bytes: Buffer | undefined): string | null {
  if (bytes === undefined) return null;
  return isUtf8(bytes) ? bytes.toString("utf8") : westernText(bytes);
}

function byLine({ text, records }: WrittenFile): ReadonlyMap<number, Buffer> {
  return new Map(records.map(({ line, start, end }) => [line, text.subarray(start, end)]));
}
