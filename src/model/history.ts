/** One step of a branch's history: what a merged pull request, or a commit made on the branch, brought to it. */

/** As commits name people; nobody proves it. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** A dataset file that a change touched. A renamed one is two of them: one without `after`, one without `before`. */
export interface HistoryFile {
  readonly path: string;
  /** Object ids of its content; null where it was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface HistoryChange {
  readonly commit: string;
  /** The branch before it; null for the first commit of a history. */
  readonly parent: string | null;
  /**
   * What a review of it as a pull request compares: for a merge, from where the two branches parted to the tip of the
   * merged one; else `parent` and `commit`.
   */
  readonly mergeBase: string | null;
  readonly head: string;
  /** When it came to the branch: ISO 8601. */
  readonly date: string;
  /** Who wrote its commits, and whom they name as co-authors; each once, by address. Never empty. */
  readonly authors: readonly [Person, ...Person[]];
  readonly subject: string;
  /** Number of the pull request, as far as its subject says. */
  readonly pull: number | null;
  /** The dataset files that differ between `parent` and `commit`; never empty. */
  readonly files: readonly HistoryFile[];
}
