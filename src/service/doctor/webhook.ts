/** Whether GitHub sends webhooks to this service, and how they were answered. */
import type { Octokit } from "../../github/client/octokit.ts";
import { type Environment, webhookPath } from "../environment.ts";
import { type Finding, unknown, well, wrong } from "./finding.ts";

/** Deliveries that are looked at: the newest. */
const looked = 30;

const remedies: Readonly<Record<number, string>> = {
  400: "WEBHOOK_SECRET is not the App's: change one of them.",
  401: "WEBHOOK_SECRET is not the App's: change one of them.",
  404: `The App's webhook URL does not end in ${webhookPath}.`,
  500: "The service could not store them: look at its log, and at the database.",
  502: "The proxy does not reach the service: is it running?",
  503: "The proxy does not reach the service: is it running?",
};

export async function examineWebhook(
  octokit: Octokit,
  { PUBLIC_URL }: Environment,
): Promise<readonly Finding[]> {
  const { data: config } = await octokit.request("GET /app/hook/config");
  const { data: deliveries } = await octokit.request("GET /app/hook/deliveries", { per_page: looked });
  return [address(config.url, PUBLIC_URL), delivered(deliveries)];
}

function address(url: string | undefined, publicUrl: string | undefined): Finding {
  if (!url)
    return wrong(
      "webhook",
      "The App has no webhook URL.",
      "Enter it in the App's settings, and tick Active.",
    );
  if (publicUrl === undefined)
    return unknown("webhook", `GitHub sends to ${url}.`, "Set PUBLIC_URL to have it compared.");
  const wanted = new URL(webhookPath, publicUrl).href;
  return url === wanted
    ? well("webhook", `GitHub sends to ${url}.`)
    : wrong(
        "webhook",
        `GitHub sends to ${url}, and the service listens at ${wanted}.`,
        "Correct the App's webhook URL, or PUBLIC_URL.",
      );
}

function delivered(
  deliveries: readonly {
    readonly status_code: number;
    readonly delivered_at: string;
    readonly status: string;
  }[],
): Finding {
  const [newest] = deliveries;
  if (newest === undefined)
    return unknown(
      "deliveries",
      "GitHub has sent nothing in the last three days.",
      "Open a pull request where it is installed.",
    );
  const bad = deliveries.filter(({ status_code: code }) => code < 200 || code > 299);
  if (newest.status_code < 200 || newest.status_code > 299)
    return wrong(
      "deliveries",
      `The newest (${newest.delivered_at}) was not accepted: ${newest.status_code || newest.status}.`,
      remedies[newest.status_code] ??
        "GitHub could not reach the webhook URL: is the service running, and open to the internet?",
    );
  return well(
    "deliveries",
    bad.length === 0
      ? `The newest ${deliveries.length} were accepted.`
      : `The newest was accepted; ${bad.length} of ${deliveries.length} before were not, and the service has them sent again.`,
  );
}
