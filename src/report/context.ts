/** What an output needs to know beside the result, such as where its links lead. */
import type { Repository } from "./links.ts";

/** How a command line names what was compared. */
export interface Compared {
  /** `--git main..my-branch`, as a shell reads it. */
  readonly words: string;
  /** Commands after which a clone stands at the head, for `git apply`; null where files or folders are compared. */
  readonly checkout: readonly string[] | null;
}

/** What an output needs to know beyond the result. */
export interface ReportContext {
  /** Where the files can be looked at; null for a local scan, which has no pages to link to. */
  readonly repository: Repository | null;
  /** The pull request, where the review was of one. */
  readonly pullNumber?: number | null;
  /** Where the documentation can be read, such as `https://…/docs`; null where only its name can be told. */
  readonly docsUrl?: string | null;
  /** The options by which a command compared this change, for a command that goes on from here. */
  readonly compared?: Compared | null;
  /** Sentences to show before everything else: "this pull request changes the configuration …". */
  readonly notices?: readonly string[];
  /** The full report page, where there is one. */
  readonly reportUrl?: string | null;
  /** Whether the check run has a button by which a maintainer accepts its findings. */
  readonly acceptable?: boolean;
}

/** A pull request cannot loosen its own review, and a reader should know that it tries to change later ones. */
export function configChangeNotice(path: string): string {
  return `This change also changes \`${path}\`. The review used the base branch's version; the change takes effect after the merge.`;
}

/** What a check run needs to know beyond that. */
export interface CheckRunContext extends ReportContext {
  readonly repository: Repository;
  /** Most annotations of the whole run (default 50). Posting them 50 a request is the caller's business. */
  readonly annotationBudget?: number;
}
