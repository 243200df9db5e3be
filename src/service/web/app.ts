/** The Probot app: turns webhooks into stored jobs. */
import type { ApplicationFunction } from "probot";
import type { Inbox } from "../../model/job.ts";
import { type HandledEvent, handledEvents, jobsForEvent } from "../events.ts";

/**
 * The Probot app: turns webhooks into stored jobs and does nothing else. It resolves, and GitHub gets its answer, as
 * soon as the jobs are stored; where storing fails it rejects, so that GitHub records a failed delivery.
 */
export function datasetReviewApp(inbox: Inbox): ApplicationFunction {
  return (app) => {
    app.on([...handledEvents], async (context) => {
      const event = { id: context.id, name: context.name, payload: context.payload } as HandledEvent;
      const jobs = jobsForEvent(event);
      if (jobs.length === 0) return;
      const { payload } = event;
      const delivery = {
        id: context.id,
        event: context.name,
        action: "action" in payload ? payload.action : null,
        installationId: payload.installation?.id ?? null,
      };
      const outcome = await inbox.accept(delivery, jobs);
      context.log.info(
        { delivery: delivery.id, event: delivery.event, jobs: jobs.length, outcome },
        "delivery",
      );
    });
  };
}
