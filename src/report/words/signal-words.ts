/** Titles, descriptions and pages of the signals that a result names. */
import type { NotMeasured, ReviewResult } from "../../model/result.ts";
import { signals } from "../../signals/index.ts";
import { line } from "../hostile.ts";

/** A signal that the result names, in words. */
export interface SignalWords {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it measures. */
  readonly description: string;
  /** Its page, from the top of the documentation. */
  readonly page: string;
}

/** The address of a signal's page, where the documentation can be read. */
export function signalUrl(docsUrl: string | null | undefined, id: string): string | null {
  return docsUrl == null ? null : `${docsUrl}/signals/${encodeURIComponent(id)}.md`;
}

/** Signals that had too little to go by: an outcome of its own, never a pass. Those that do not apply lack nothing. */
export function lacking({ notMeasured }: ReviewResult): readonly NotMeasured[] {
  return notMeasured.filter(({ applies }) => applies !== false);
}

/** The signals that a result names, in the order of the one list; an unknown one (an older result's) explains nothing. */
export function namedSignals(result: ReviewResult): SignalWords[] {
  const named = new Set([...result.findings, ...lacking(result)].map(({ signal }) => signal));
  return signals
    .filter(({ id }) => named.has(id))
    .map(({ id, title, description }) => ({
      id,
      title: line(title),
      description: line(description),
      page: `docs/signals/${id}.md`,
    }));
}
