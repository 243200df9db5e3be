import type { Delivery, Job } from "../../src/model/job.ts";

let deliveries = 0;

export function delivery(id = `delivery-${(deliveries += 1)}`): Delivery {
  return { id, event: "pull_request", action: "opened", installationId: 7 };
}

export function job(change: Partial<Job> = {}): Job {
  return {
    kind: "pull_request",
    installationId: 7,
    owner: "octo",
    repo: "data",
    accountId: 70,
    pullNumber: 1,
    headSha: "a".repeat(40),
    baseSha: null,
    force: false,
    ...change,
  };
}
