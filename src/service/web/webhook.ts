import type { Inbox } from "../../model/job.ts";
import { answer, type Handler } from "./http.ts";

/** GitHub sends no payload above 25 MB. */
const largestPayload = 25 * 1024 * 1024;

/**
 * Guards the webhook handler against bodies that nobody signed: it reads a body whole before it checks the
 * signature. GitHub always announces the length, and Node holds the sender to it.
 */
export function guardedWebhook(path: string, handler: Handler): Handler {
  return (request, response) => {
    if (request.url?.split("?")[0] !== path) return false;
    const length = Number(request.headers["content-length"]);
    if (request.method === "POST" && !Number.isInteger(length)) {
      answer(response, 411, "Content-Length is needed.\n");
      return true;
    }
    if (length > largestPayload) {
      answer(response, 413, "The payload is too large.\n");
      return true;
    }
    return handler(request, response);
  };
}

/**
 * An inbox that answers in time or rejects. The webhook library answers 202 after 9 s whatever happens later, and
 * GitHub would take that for a success; a rejection before makes it a failed delivery, which is delivered again.
 */
export function promptInbox(inbox: Inbox, limitMs = 8_000): Inbox {
  return {
    accept: async (delivery, jobs) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(new Error("The delivery could not be stored in time."));
        }, limitMs);
      });
      try {
        return await Promise.race([inbox.accept(delivery, jobs), late]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
