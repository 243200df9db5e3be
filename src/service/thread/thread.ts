/** The program of a review's thread. */
import { review } from "../../review/review.ts";
import { answerWith } from "./answer.ts";
import { fromRequest, type ReviewRequest } from "./thread-messages.ts";

await answerWith((request: ReviewRequest, onProgress) => review(fromRequest(request), onProgress));
