/** The program of a thread that reviews cases of a drill, one at a time. */
import { workInThread } from "../../threads/in-threads.ts";
import { runCase } from "./run-case.ts";

workInThread(runCase);
