/** A review as the service keeps it for its report page. */
import type { ReviewResult } from "../model/result.ts";
import type { ReportContext } from "./context.ts";
import { fromJson, toJson } from "./json/json.ts";
import type { ResultJson } from "./json/json-schema.ts";
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

const version = 2;

interface Stored {
  readonly version: number;
  readonly repositoryId: number;
  readonly context: KeptReport["context"];
  readonly result: ResultJson;
}

export function writeKeptReport({ repositoryId, context, result }: KeptReport): string {
  return JSON.stringify({ version, repositoryId, context, result: toJson(result) } satisfies Stored);
}

/** Null for what an older or newer program wrote in another shape: it cannot be shown, and nothing else is lost. */
export function readKeptReport(text: string): KeptReport | null {
  const stored = JSON.parse(text) as Partial<Stored>;
  if (stored.version !== version || stored.result?.schemaVersion !== 1) return null;
  const { repositoryId, context, result } = stored as Stored;
  return { repositoryId, context, result: fromJson(result) };
}
