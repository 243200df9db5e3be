/** What is known of the author of a pull request. */

/** How GitHub describes the author's relation to the repository. */
export type AuthorAssociation =
  | "OWNER"
  | "MEMBER"
  | "COLLABORATOR"
  | "CONTRIBUTOR"
  | "FIRST_TIME_CONTRIBUTOR"
  | "FIRST_TIMER"
  | "MANNEQUIN"
  | "NONE";

/** One earlier pull request of the same author in the same repository. */
export interface MergedPullRequest {
  readonly number: number;
  readonly mergedAt: string;
  /** Rows it added, removed and edited where we reviewed it; null when unknown. */
  readonly changedRows: number | null;
  /** Who accepted findings in it, by our records; absent where nobody did, or only their latest pull requests were asked for. */
  readonly acceptedBy?: readonly string[];
}

/**
 * Facts about the author, stated as facts. They may raise attention and never lower a finding.
 * Every field that could not be learned is null: "unknown" is not "none".
 */
export interface ContributorFacts {
  readonly login: string;
  readonly isBot: boolean;
  readonly association: AuthorAssociation;
  /** Earlier merged pull requests here, oldest first; null when the list could not be read. */
  readonly merged: readonly MergedPullRequest[] | null;
  /** ISO 8601 time at which this pull request was opened. */
  readonly openedAt: string;
}
