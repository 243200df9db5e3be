/** How report pages are answered: pages, messages and redirections with safe headers. */
import type { ServerResponse } from "node:http";
import {
  contentSecurityPolicy,
  type Message,
  type Reader,
  renderMessage,
} from "../../../report/html/document.ts";

/** Headers of every answer: nothing is kept, framed, sniffed or told to others. */
const always = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "strict-transport-security": "max-age=31536000",
  "x-robots-tag": "noindex, nofollow",
};

export interface PageOptions {
  readonly status: number;
  readonly reader: Reader | null;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** Sends a page with its policy. */
export function sendPage(
  response: ServerResponse,
  html: string,
  { status, reader, headers }: PageOptions,
): true {
  response.writeHead(status, {
    ...always,
    "content-type": "text/html; charset=utf-8",
    // A policy within the page cannot say who may frame it.
    "content-security-policy": `${contentSecurityPolicy(reader)}; frame-ancestors 'none'`,
    ...headers,
  });
  response.end(html);
  return true;
}

export function sendMessage(response: ServerResponse, message: Message, options: PageOptions): true {
  return sendPage(response, renderMessage(message, options.reader), options);
}

/** Sends the browser on with GET. */
export function sendOn(response: ServerResponse, location: string, cookies: readonly string[]): true {
  response.writeHead(303, { ...always, location, "set-cookie": [...cookies] });
  response.end();
  return true;
}

/** What readers are told beside reports. The same words for "not there" and "not for you": neither tells the other. */
export const messages = {
  notFound: (again: string): Message => ({
    title: "No such report",
    sentences: [
      "There is no report here, or you may not read the repository that it is about.",
      "If your organisation uses single sign-on, sign in there first. Reports are deleted after some time; the check on GitHub stays.",
    ],
    links: [{ url: again, text: "Sign in with another account" }],
  }),
  running: {
    title: "The review is still running",
    sentences: ["Its report will be here when the check on GitHub has ended. Load this page again then."],
  },
  notKept: (check: string | null): Message => ({
    title: "No report is kept of this review",
    sentences: [
      "The repository's configuration does not ask for one (reports and storeRowText in .github/dataset-review.yml), nothing could be reviewed, or it was deleted after its time.",
      "The check on GitHub says what was found.",
    ],
    links: check === null ? [] : [{ url: check, text: "The check on GitHub" }],
  }),
  noAnswer: {
    title: "GitHub does not answer",
    sentences: [
      "A report is shown only after GitHub said that you may read its repository. Load this page again in a moment.",
    ],
  },
  tooMany: {
    title: "Too many pages at once",
    sentences: ["Wait a minute, then load this page again."],
  },
  notSignedIn: {
    title: "You are not signed in",
    sentences: [
      "The sign-in was refused, was begun in another browser, or took longer than ten minutes. Open the report from its check on GitHub once more.",
    ],
  },
  signedOut: {
    title: "You are signed out",
    sentences: ["Open a report from its check on GitHub to sign in again."],
  },
  badForm: {
    title: "This form is not valid any more",
    sentences: ["Nothing was changed. Go back, load the page again, and press the button once more."],
  },
} satisfies Record<string, Message | ((address: string) => Message) | ((address: string | null) => Message)>;
