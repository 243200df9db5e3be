/** The program of the thread that holds a drill. */
import { holdDrill } from "../drill/hold.ts";
import { answerWith } from "./answer.ts";
import { type DrillRequest, fromSent } from "./thread-messages.ts";

await answerWith(({ files, ...rest }: DrillRequest, onProgress) =>
  holdDrill({ ...rest, files: files.map(fromSent) }, onProgress),
);
