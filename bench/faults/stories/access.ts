/** What the App may do changes in the middle: permissions, suspension, uninstalling, outages, a clock that is wrong. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { namesOf, type Pull } from "../github.ts";
import { json, type Reply } from "../replies.ts";
import type { Here, Story } from "../story.ts";

const refused = (message: string): Reply => json(403, { message });
const flagged = /planted|phrase|flagged/i;

/** A while without GitHub, or without leave: longer than one attempt at a review takes, with all its own retries. */
const whileMs = 25_000;

/** Reviews a pull request while every call, or those that fit, are answered so for a while; it is to end as if nothing had been. */
const without =
  (answer: Reply, fits: (method: string, path: string) => boolean = () => true): Story =>
  async ({ github, pull, deliver, settle, ends }) => {
    const one = pull({ planted: true });
    const end = Date.now() + whileMs;
    github.instead = (method, path) => (Date.now() < end && fits(method, path) ? answer : null);
    await deliver(one);
    await sleep(whileMs);
    await settle(one);
    return ends(one, "failure", flagged);
  };

/** Nothing can be said anywhere, until the App gets back what was taken from it. */
const untilGiven =
  (answer: Reply, fits: (method: string, path: string) => boolean): Story =>
  async (here) => {
    const { github, pull, deliver, settle, ends } = here;
    const one = pull({ planted: true });
    let given = false;
    github.instead = (method, path) => (!given && fits(method, path) ? answer : null);
    await deliver(one);
    await sleep(whileMs);
    given = true;
    await deliverPermissions(here, one);
    await settle(one);
    return ends(one, "failure", flagged);
  };

async function deliverPermissions({ github }: Here, pull: Pull): Promise<void> {
  const payload = { action: "new_permissions_accepted", repositories: [namesOf(pull)] };
  await github.deliverEvent("installation", payload, pull, randomUUID());
}

export const access: Readonly<Record<string, Story>> = {
  "no GitHub for longer than an attempt takes": without(json(502, { message: "Bad Gateway" })),

  "no contents for longer than an attempt takes": without(json(500, { message: "Server Error" }), (_, path) =>
    /\/git\//.test(path),
  ),

  "suspended, and resumed": without(refused("This installation has been suspended"), (_, path) =>
    /\/(access_tokens$|repos\/)/.test(path),
  ),

  "no leave to read contents": async ({ github, pull, review, ends }) => {
    const refusal = refused("Resource not accessible by integration");
    github.instead = (_, path) => (/\/git\//.test(path) ? refusal : null);
    const one = pull({ planted: true });
    await review(one);
    return ends(one, "failure", /accept the permissions/);
  },

  "no leave to post checks, then given": untilGiven(
    refused("Resource not accessible by integration"),
    (method, path) => method === "POST" && path.endsWith("/check-runs"),
  ),

  "uninstalled in the middle, then installed again": untilGiven(
    json(404, { message: "Not Found" }),
    (_, path) => /\/(access_tokens$|repos\/)/.test(path),
  ),

  "a clock that is an hour late": async ({ github, pull, review, ends }) => {
    github.ahead = 3_600_000;
    // Another installation: the token of the first was had when the clock was right.
    const one = pull({ planted: true, installationId: 1_999 });
    await review(one);
    github.ahead = 0;
    return ends(one, "failure", flagged);
  },
};
