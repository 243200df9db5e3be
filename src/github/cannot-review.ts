/**
 * Something about the pull request itself makes a review impossible, and trying again would not help. The message is
 * for a maintainer and holds no dataset text. Every other error is retried.
 */
export class CannotReview extends Error {
  override readonly name = "CannotReview";
}
