/** Counts what operators watch, in the form that Prometheus reads. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, type Metric, Registry } from "prom-client";
import type { Inbox, Job } from "../../model/job.ts";
import type { Queue } from "../../store/store.ts";
import type { JobReport } from "../queue/run-job.ts";

/** What operators watch. Labels are our own words and GitHub's event names: never a repository, never data. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics(queue: Queue) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const own = ownMetrics();
  const metrics: readonly unknown[] = [...queueGauges(queue), ...Object.values(own)];
  for (const metric of metrics) registry.registerMetric(metric as Metric);
  const current = new WeakMap<Job, { stage: string; since: number }>();

  function endStage(job: Job): void {
    const open = current.get(job);
    if (open) own.stages.observe({ stage: open.stage }, (performance.now() - open.since) / 1_000);
    current.delete(job);
  }

  return {
    registry,
    /** Counts deliveries by event and outcome. */
    counted: (inbox: Inbox): Inbox => ({
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
    jobStarted: (job: Job) => current.set(job, { stage: "start", since: performance.now() }),
    stage: (job: Job, stage: string) => {
      if (current.get(job)?.stage === stage) return;
      endStage(job);
      current.set(job, { stage, since: performance.now() });
    },
    jobEnded: (job: Job, report: JobReport, seconds: number) => {
      endStage(job);
      own.jobs.observe({ kind: job.kind, ending: report.ending }, seconds);
    },
    concluded: (conclusion: string) => own.conclusions.inc({ conclusion }),
    /** Requests to GitHub that an attempt at a job took. */
    requests: (job: Job, count: number) => own.requests.observe({ kind: job.kind }, count),
    apiBudget: (installationId: number | null, resource: string, remaining: number) =>
      own.budget.set({ installation: String(installationId ?? "app"), resource }, remaining),
    swept: (task: string, found: number) => own.sweeps.inc({ task }, found),
  };
}

/** A metric of ours, as the library takes it: it is registered with all others. */
const named = <Label extends string>(name: string, help: string, ...labelNames: Label[]) => ({
  name: `dataset_review_${name}`,
  help,
  labelNames,
  registers: [],
});

/** What this process counts itself. */
function ownMetrics() {
  const attempts = named("job_seconds", "Time of attempts at jobs, by how they ended.", "kind", "ending");
  const stages = named("stage_seconds", "Time that reviews spent in each stage.", "stage");
  const requests = named("job_api_requests", "Requests to GitHub that attempts at jobs took.", "kind");
  const asked = "Webhook deliveries that asked for work, by what became of them.";
  const left = "Requests that GitHub still grants an installation in the present window, as last seen.";
  return {
    deliveries: new Counter(named("deliveries_total", asked, "event", "outcome")),
    jobs: new Histogram({ ...attempts, buckets: [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900] }),
    stages: new Histogram({ ...stages, buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] }),
    conclusions: new Counter(named("conclusions_total", "Completed reviews by conclusion.", "conclusion")),
    requests: new Histogram({ ...requests, buckets: [2, 5, 9, 12, 20, 40, 100, 400, 1_600] }),
    budget: new Gauge(named("api_requests_left", left, "installation", "resource")),
    sweeps: new Counter(named("swept_total", "What the sweep found and repaired, by kind.", "task")),
  };
}

/** Read from the store when asked, so that every process reports the same queue. */
function queueGauges(queue: Queue) {
  const oldest = new Gauge(named("queue_oldest_seconds", "Age of the oldest job that could run now."));
  const jobs = new Gauge({
    ...named("queue_jobs", "Jobs by state.", "state"),
    async collect() {
      const depth = await queue.depth();
      for (const state of ["waiting", "running", "dead"] as const) this.set({ state }, depth[state]);
      oldest.set(depth.oldestWaitingMs / 1_000);
    },
  });
  return [oldest, jobs];
}
