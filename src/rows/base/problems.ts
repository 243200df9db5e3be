/** Collects the records of a file that could not be read, to be named in the report. */
import type { RowProblem, Side } from "../../model/dataset.ts";

/** So many problems of a file are listed one by one; the rest is one more entry with their number. */
const MAX_LISTED = 500;

/** Collects the problems of one side of one file, the pieces of one oversized record as one. */
export interface ProblemList {
  add(line: number, kind: RowProblem["kind"], message: string, introduced: boolean): void;
}

export function problemList(path: string, side: Side, into: RowProblem[]): ProblemList {
  const counts = new Map<boolean, number>();
  /** The first that is not listed, and where the entry for it and the others stands. */
  const overflow = new Map<
    boolean,
    { readonly at: number; readonly line: number; readonly message: string }
  >();
  let last: { line: number; message: string } | null = null;
  return {
    add(line, kind, message, introduced) {
      if (last?.line === line && last.message === message) return;
      last = { line, message };
      const count = (counts.get(introduced) ?? 0) + 1;
      counts.set(introduced, count);
      if (count <= MAX_LISTED) {
        into.push({ path, side, line, kind, message, introduced });
        return;
      }
      const rest = count - MAX_LISTED;
      const first = overflow.get(introduced) ?? { at: into.length, line, message };
      overflow.set(introduced, first);
      into[first.at] = {
        path,
        side,
        line: first.line,
        kind: kind === "malformed" ? kind : (into[first.at]?.kind ?? kind),
        message: `From here on ${rest} more ${rest === 1 ? "record has" : "records have"} such problems. The first of them: ${first.message}`,
        introduced,
      };
    },
  };
}
