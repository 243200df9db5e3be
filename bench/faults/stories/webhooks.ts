/** What comes to the webhook's address: bodies that nobody signed, and deliveries that come again. */
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Story } from "../story.ts";

const bodyBytes = 24 * 1024 * 1024;
const chunk = Buffer.alloc(64 * 1024, "x");
/** What lies in the kernel's buffers of both sides before anybody has read of it. */
const mostUnread = 12 * 1024 * 1024;

/** Sends a body for as long as it is taken; the status (0 where the connection was cut) and how much was taken. */
async function post(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; taken: number }> {
  let taken = 0;
  let status = 0;
  const sent = request(url, { method: "POST", headers: { ...headers, "content-length": bodyBytes } });
  sent.on("response", (response) => {
    status = response.statusCode ?? 0;
    response.resume();
  });
  const body = function* () {
    for (; taken < bodyBytes; taken += chunk.length) yield chunk;
  };
  const closed = new Promise((resolve) => sent.once("close", resolve));
  await pipeline(Readable.from(body()), sent).catch(() => undefined);
  await closed;
  return { status, taken };
}

export const webhooks: Readonly<Record<string, Story>> = {
  "forty bodies of 24 MB that nobody signed": async ({ github, pull, review, ends }) => {
    const headers = { "x-github-event": "push", "x-github-delivery": randomUUID() };
    const signed = { ...headers, "x-hub-signature-256": `sha256=${"0".repeat(64)}` };
    const url = github.webhookUrl;
    const send = (with_: Record<string, string>) =>
      Promise.all(Array.from({ length: 20 }, () => post(url, with_)));
    const [unsigned, wrong] = await Promise.all([send(headers), send(signed)]);
    const accepted = [...unsigned, ...wrong].filter(({ status }) => status >= 200 && status < 300).length;
    const read = Math.max(...unsigned.map(({ taken }) => taken));
    const one = pull();
    await review(one);
    return [
      ...(accepted > 0 ? [`${accepted} were accepted`] : []),
      ...(read > mostUnread ? [`${read} bytes of one without a signature were read`] : []),
      ...ends(one, "success"),
    ];
  },

  "one delivery, again and again": async ({ github, pull, settle, ends }) => {
    const one = pull({ planted: true });
    const guid = randomUUID();
    const statuses: number[] = [];
    for (let i = 0; i < 3; i += 1) statuses.push(await github.deliver(one, guid));
    await settle(one);
    statuses.push(await github.deliver(one, guid));
    await settle(one);
    const runs = github.runsOf(one.headSha).length;
    return [
      ...ends(one, "failure"),
      ...(runs === 1 ? [] : [`${runs} runs`]),
      ...statuses.filter((status) => status !== 200).map((status) => `answered ${status}`),
    ];
  },
};
