/** A review as the service keeps it for its report page. */
import type { ReviewedFile, ReviewResult } from "../model/result.ts";
import type { ReportContext } from "./context.ts";
import type { Repository } from "./links.ts";

/** Whose report it is. Names of repositories can be given away and taken by others; the id stays. */
export interface ReportPlace {
  readonly repositoryId: number;
  readonly context: ReportContext & { readonly repository: Repository };
}

/** A review as it is kept for its report page: all that the page needs, and by whom it may be read. */
export interface KeptReport extends ReportPlace {
  readonly result: ReviewResult;
}

const version = 3;

/** JSON knows no maps: the rows of each label stand in pairs. */
interface Stored extends ReportPlace {
  readonly version: number;
  readonly result: Omit<ReviewResult, "files"> & {
    readonly files: readonly (Omit<ReviewedFile, "labels"> & { readonly labels: readonly LabelRows[] })[];
  };
}

type LabelRows =
  ReviewedFile["labels"] extends ReadonlyMap<infer Label, infer Rows> ? readonly [Label, Rows] : never;

export function writeKeptReport({ repositoryId, context, result }: KeptReport): string {
  const files = result.files.map((file) => ({ ...file, labels: [...file.labels] }));
  return JSON.stringify({ version, repositoryId, context, result: { ...result, files } } satisfies Stored);
}

/** Null for what an older or newer program wrote in another shape: it cannot be shown, and nothing else is lost. */
export function readKeptReport(text: string): KeptReport | null {
  const stored = JSON.parse(text) as Stored;
  if (stored.version !== version) return null;
  const { repositoryId, context, result } = stored;
  const files = result.files.map((file) => ({ ...file, labels: new Map(file.labels) }));
  return { repositoryId, context, result: { ...result, files } };
}
