/** The check run of a review: title, summary, details and annotations within GitHub's limits. */
import type { ReviewResult } from "../../model/result.ts";
import { counted } from "../clip.ts";
import type { CheckRunContext } from "../context.ts";
import { detailsMarkdown, summaryMarkdown } from "../markdown/markdown.ts";
import { headline } from "../words.ts";
import { annotate } from "./annotations.ts";

/** GitHub counts characters and bytes of `summary` and `text`, each up to this. */
const LONGEST = 65_535;
const DEFAULT_ANNOTATIONS = 50;

/** The check run of a review: the long parts within GitHub's limits, ranked before they are cut, and cuts are said. */
export function checkRunOutput(result: ReviewResult, context: CheckRunContext) {
  const { annotations, rowsCovered, rowsLeft } = annotate(
    result,
    context.annotationBudget ?? DEFAULT_ANNOTATIONS,
  );
  const note =
    rowsLeft === 0
      ? ""
      : `${counted(annotations.length, "annotation")} on ${counted(rowsCovered, "row")}; ${counted(rowsLeft, "flagged row")} without one (families are grouped, and a removed row has no line to stand on).\n\n`;
  return {
    title: headline(result),
    summary: summaryMarkdown(result, context),
    text: note + detailsMarkdown(result, context, LONGEST - 2_000),
    annotations,
  };
}
