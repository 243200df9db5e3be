/** Counts what operators watch, in the form that Prometheus reads. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Inbox, Job } from "../../model/job.ts";
import type { Queue } from "../../store/store.ts";
import type { JobReport } from "../queue/run-job.ts";

const prefix = "dataset_review_";

/** What operators watch. Labels are our own words and GitHub's event names: never a repository, never data. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts deliveries by event and outcome. */
  readonly counted: (inbox: Inbox) => Inbox;
  readonly jobStarted: (job: Job) => void;
  readonly stage: (job: Job, stage: string) => void;
  readonly jobEnded: (job: Job, report: JobReport, seconds: number) => void;
  readonly concluded: (conclusion: string) => void;
  /** Requests to GitHub that an attempt at a job took. */
  readonly requests: (job: Job, count: number) => void;
  readonly apiBudget: (installationId: number | null, resource: string, remaining: number) => void;
  readonly swept: (task: string, found: number) => void;
}

export function createMetrics(queue: Queue): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const own = ownMetrics(registers);
  addQueueGauges(queue, registers);
  const current = new WeakMap<Job, { stage: string; since: number }>();

  function endStage(job: Job): void {
    const open = current.get(job);
    if (open) own.stages.observe({ stage: open.stage }, (performance.now() - open.since) / 1_000);
    current.delete(job);
  }

  return {
    registry,
    counted: (inbox) => ({
      accept: async (delivery, wanted) => {
        const event = delivery.action ? `${delivery.event}.${delivery.action}` : delivery.event;
        try {
          const outcome = await inbox.accept(delivery, wanted);
          own.deliveries.inc({ event, outcome });
          return outcome;
        } catch (error) {
          own.deliveries.inc({ event, outcome: "failed" });
          throw error;
        }
      },
    }),
    jobStarted: (job) => {
      current.set(job, { stage: "start", since: performance.now() });
    },
    stage: (job, stage) => {
      if (current.get(job)?.stage === stage) return;
      endStage(job);
      current.set(job, { stage, since: performance.now() });
    },
    jobEnded: (job, report, seconds) => {
      endStage(job);
      own.jobs.observe({ kind: job.kind, ending: report.ending }, seconds);
    },
    concluded: (conclusion) => {
      own.conclusions.inc({ conclusion });
    },
    requests: (job, count) => {
      own.requests.observe({ kind: job.kind }, count);
    },
    apiBudget: (installationId, resource, remaining) => {
      own.budget.set({ installation: String(installationId ?? "app"), resource }, remaining);
    },
    swept: (task, found) => {
      own.sweeps.inc({ task }, found);
    },
  };
}

/** What this process counts itself. */
function ownMetrics(registers: Registry[]) {
  return {
    deliveries: new Counter({
      name: `${prefix}deliveries_total`,
      help: "Webhook deliveries that asked for work, by what became of them.",
      labelNames: ["event", "outcome"],
      registers,
    }),
    jobs: new Histogram({
      name: `${prefix}job_seconds`,
      help: "Time of attempts at jobs, by how they ended.",
      labelNames: ["kind", "ending"],
      buckets: [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900],
      registers,
    }),
    stages: new Histogram({
      name: `${prefix}stage_seconds`,
      help: "Time that reviews spent in each stage.",
      labelNames: ["stage"],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
      registers,
    }),
    conclusions: new Counter({
      name: `${prefix}conclusions_total`,
      help: "Completed reviews by conclusion.",
      labelNames: ["conclusion"],
      registers,
    }),
    requests: new Histogram({
      name: `${prefix}job_api_requests`,
      help: "Requests to GitHub that attempts at jobs took.",
      labelNames: ["kind"],
      buckets: [2, 5, 9, 12, 20, 40, 100, 400, 1_600],
      registers,
    }),
    budget: new Gauge({
      name: `${prefix}api_requests_left`,
      help: "Requests that GitHub still grants an installation in the present window, as last seen.",
      labelNames: ["installation", "resource"],
      registers,
    }),
    sweeps: new Counter({
      name: `${prefix}swept_total`,
      help: "What the sweep found and repaired, by kind.",
      labelNames: ["task"],
      registers,
    }),
  };
}

/** Read from the store when asked, so that every process reports the same queue. */
function addQueueGauges(queue: Queue, registers: Registry[]): void {
  const oldest = new Gauge({
    name: `${prefix}queue_oldest_seconds`,
    help: "Age of the oldest job that could run now.",
    registers,
  });
  new Gauge({
    name: `${prefix}queue_jobs`,
    help: "Jobs by state.",
    labelNames: ["state"],
    registers,
    async collect() {
      const depth = await queue.depth();
      this.set({ state: "waiting" }, depth.waiting);
      this.set({ state: "running" }, depth.running);
      this.set({ state: "dead" }, depth.dead);
      oldest.set(depth.oldestWaitingMs / 1_000);
    },
  });
}
