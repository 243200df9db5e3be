/** A process of the pool: takes cases one at a time, answers each with its result or with why it failed. */
import type { BenchCase } from "./case.ts";
import { type CaseRunner, caseRunner } from "./run-case.ts";
import type { Answer, Order } from "./worker-pool.ts";

let run: CaseRunner | null = null;

process.on("message", (order: Order) => {
  if (order.kind === "setting") run = caseRunner(order.setting);
  else void answer(order.case);
});

async function answer(of: BenchCase): Promise<void> {
  const send = (message: Answer): void => void process.send!(message);
  try {
    const result = await run!(of);
    send(result === null ? { kind: "repeats" } : { kind: "result", result });
  } catch (error) {
    send({
      kind: "failure",
      failure: { case: of, error: error instanceof Error ? error.stack! : String(error) },
    });
  }
}
