/** Guards the door for webhooks: size, signature, and an answer in time. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Inbox } from "../../model/job.ts";
import { answer, type Handler } from "./http.ts";

/** GitHub sends no payload above 25 MB. */
const largestPayload = 25 * 1024 * 1024;
/** Most are 30 KB. Large ones that are being read share a room of their own, so that they never keep small ones out. */
const small = 1024 * 1024;
const mostBytesAtOnce = { small: 64 * small, large: 2 * largestPayload };
/** GitHub itself gives up after so long: whoever sends more slowly does not hold the room. */
const longestReading = 10_000;

/**
 * Guards the webhook handler against bodies that nobody signed: it reads a body whole before it can check the
 * signature. GitHub always announces the length, and Node holds the sender to it; so all bodies that are being read at
 * once have a bound. What is turned away GitHub records as failed, and the sweep has it delivered again.
 */
export function guardedWebhook(path: string, handler: Handler): Handler {
  const room = { ...mostBytesAtOnce };
  return (request, response) => {
    if (request.url?.split("?")[0] !== path) return false;
    const length = Number(request.headers["content-length"]);
    if (request.method === "POST" && !Number.isInteger(length))
      return refuse(response, 411, "Content-Length is needed.\n");
    if (length > largestPayload) return refuse(response, 413, "The payload is too large.\n");
    if (request.method === "POST" && !isSigned(request))
      return refuse(response, 401, "A signature is needed.\n");
    const announced = length || 0;
    const size = announced > small ? "large" : "small";
    if (announced > room[size]) {
      response.setHeader("retry-after", "10");
      return refuse(response, 503, "Too many large payloads at once.\n");
    }
    room[size] -= announced;
    const late = setTimeout(() => request.destroy(), longestReading);
    request.once("end", () => clearTimeout(late));
    response.once("close", () => {
      clearTimeout(late);
      room[size] += announced;
    });
    return handler(request, response);
  };
}

/** Turns away a body that is not read, not even to be thrown away: the connection ends with the answer. */
function refuse(response: ServerResponse, status: number, text: string): true {
  response.setHeader("connection", "close");
  answer(response, status, text);
  return true;
}

/** The form of GitHub's headers: whatever lacks it is not read at all. */
function isSigned({ headers }: IncomingMessage): boolean {
  const signature = headers["x-hub-signature-256"];
  return (
    typeof signature === "string" &&
    /^sha256=[0-9a-f]{64}$/.test(signature) &&
    "x-github-event" in headers &&
    "x-github-delivery" in headers
  );
}

/**
 * An inbox that answers in time or rejects. The webhook library answers 202 after 9 s whatever happens later, and
 * GitHub would take that for a success; a rejection before makes it a failed delivery, which is delivered again.
 */
export function promptInbox(inbox: Inbox, limitMs = 8_000): Inbox {
  return {
    accept: async (delivery, jobs) => {
      const late = sleep(limitMs, null, { ref: false });
      const outcome = await Promise.race([inbox.accept(delivery, jobs), late]);
      if (outcome === null) throw new Error("The delivery could not be stored in time.");
      return outcome;
    },
  };
}
