import { randomUUID } from "node:crypto";
import type { ClaimedJob, Delivery, Inbox, Job } from "../../src/model/job.ts";

/** An inbox whose jobs a test takes out one by one. */
export interface InMemoryQueue {
  readonly inbox: Inbox;
  readonly deliveries: readonly Delivery[];
  /** The next job of a kind, as a worker would claim it; waits for one to arrive, and drops all others. */
  next(kind: Job["kind"]): Promise<ClaimedJob>;
}

export function inMemoryQueue(): InMemoryQueue {
  const deliveries: Delivery[] = [];
  const waiting: Job[] = [];
  return {
    deliveries,
    inbox: {
      accept(delivery, jobs) {
        if (deliveries.some(({ id }) => id === delivery.id)) return Promise.resolve("duplicate");
        deliveries.push(delivery);
        waiting.push(...jobs);
        return Promise.resolve("accepted");
      },
    },
    async next(kind) {
      const end = Date.now() + 600_000;
      for (;;) {
        const job = waiting.shift();
        if (job?.kind === kind) return claimed(job);
        if (job) continue;
        if (Date.now() > end) throw new Error(`no ${kind} job arrived`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

export function claimed(job: Job, overrides: Partial<ClaimedJob> = {}): ClaimedJob {
  return { ...job, id: randomUUID(), attempt: 1, exhausted: null, ...overrides };
}
