/** The program of a thread that reviews cases of a drill, one at a time. */
import { parentPort, workerData } from "node:worker_threads";
import type { DrillCase } from "./plan.ts";
import { runCase, type Setting } from "./run-case.ts";
import type { Answer } from "./threads.ts";

const send = (answer: Answer): void => {
  parentPort?.postMessage(answer);
};

parentPort?.on("message", (of: DrillCase) => {
  runCase(of, workerData as Setting).then(
    (outcome) => {
      send({ outcome });
    },
    (failed: unknown) => {
      send({ failed });
    },
  );
});
