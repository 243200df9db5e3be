/** The program of a thread that reviews changes of a history, one at a time. */
import { workInThread } from "../threads/in-threads.ts";
import { replayChange } from "./replay-change.ts";

workInThread(replayChange);
