/** What a check run shows, in GitHub's own words. */
export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly text?: string | undefined;
  readonly annotations?: readonly Annotation[] | undefined;
  /** Buttons, at most three. */
  readonly actions?: readonly CheckAction[] | undefined;
}

export interface CheckAction {
  readonly identifier: string;
  readonly label: string;
  readonly description: string;
}

/** A mark on lines of the diff. */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: "notice" | "warning" | "failure";
  readonly title: string;
  readonly message: string;
}
