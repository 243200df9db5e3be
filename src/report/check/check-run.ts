/** The check run of a review: title, summary, details and annotations within GitHub's limits. */
import type { ReviewResult } from "../../model/result.ts";
import { clipBytes, counted } from "../clip.ts";
import type { CheckRunContext } from "../context.ts";
import { detailsMarkdown, summaryMarkdown } from "../markdown/markdown.ts";
import { headline } from "../words.ts";
import { type Annotation, annotate } from "./annotations.ts";

/** GitHub counts characters and bytes of `summary` and `text`, each up to this. */
const LONGEST = 65_535;
const LONGEST_TITLE = 255;
const DEFAULT_ANNOTATIONS = 50;

/** What a check run shows. */
export interface CheckRunOutput {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  readonly annotations: readonly Annotation[];
}

/** The check run of a review: everything within GitHub's limits, ranked before it is cut, and cuts are said. */
export function checkRunOutput(result: ReviewResult, context: CheckRunContext): CheckRunOutput {
  const { annotations, rowsCovered, rowsLeft } = annotate(
    result,
    context.annotationBudget ?? DEFAULT_ANNOTATIONS,
  );
  const note =
    rowsLeft === 0
      ? ""
      : `${counted(annotations.length, "annotation")} on ${counted(rowsCovered, "row")}; ${counted(rowsLeft, "flagged row")} without one (families are grouped, and a removed row has no line to stand on).\n\n`;
  return {
    title: clipBytes(headline(result), LONGEST_TITLE),
    summary: summaryMarkdown(result, context),
    text: note + detailsMarkdown(result, context, LONGEST - 2_000),
    annotations,
  };
}
