/** The report pages: who may see one, signing in, and signing out. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { finishSignIn, forgetToken, type SignInApp, signInUrl } from "../../../github/sign-in.ts";
import { renderHtml } from "../../../report/html.ts";
import { type KeptReport, readKeptReport } from "../../../report/kept-report.ts";
import { checkRunUrl } from "../../../report/links.ts";
import type { ReviewRecord, Reviews } from "../../../store/store.ts";
import type { Logger } from "../../log.ts";
import type { Handler } from "../http.ts";
import { messages, sendMessage, sendOn, sendPage } from "./answers.ts";
import { limiter } from "./limiter.ts";
import type { Permissions } from "./permission.ts";
import { type Session, type Sessions, sameSecret } from "./session.ts";

export interface ReportsOptions {
  readonly reviews: Pick<Reviews, "get" | "report">;
  readonly app: SignInApp;
  readonly sessions: Sessions;
  readonly permissions: Permissions;
  /** Base of GitHub's web pages. */
  readonly webUrl: string;
  readonly log: Logger;
}

/** One request, with all that answers it. */
interface Asked extends ReportsOptions {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const reportPath = /^\/reports\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;
export const callbackPath = "/sign-in/callback";

const minuteMs = 60_000;
/** Pages a minute and person: more than a person reads, less than a copy of everything takes. */
const pagesAMinute = 30;
/** Sign-ins a minute and process: each asks GitHub twice. */
const signInsAMinute = 300;
/** A token that GitHub refuses right after it gave it out will be refused again: no more rounds. */
const freshMs = 30_000;
const largestForm = 2_048;

/** Report pages and what belongs to them: signing in through GitHub, and signing out. */
export function reportsHandler(options: ReportsOptions): Handler {
  const pages = limiter(pagesAMinute, minuteMs);
  const signIns = limiter(signInsAMinute, minuteMs);

  return async (request, response) => {
    const asked: Asked = { ...options, request, response };
    const [path = "", query = ""] = (request.url ?? "").split("?", 2);
    const reading = request.method === "GET" || request.method === "HEAD";
    const id = reportPath.exec(path)?.[1];
    if (id !== undefined && reading) {
      const session = await options.sessions.of(request);
      const again = new URLSearchParams(query).get("account") === "other";
      if (session === null || again) return signIn(asked, path, again);
      if (!pages.take(String(session.userId))) return tooMany(response);
      return report(asked, id, session);
    }
    if (path === callbackPath && reading) {
      if (!signIns.take("all")) return tooMany(response);
      return callback(asked, new URLSearchParams(query));
    }
    if (path === "/sign-out" && request.method === "POST") return signOut(asked);
    if (path === "/signed-out" && reading)
      return sendMessage(response, messages.signedOut, { status: 200, reader: null });
    return false;
  };
}

function tooMany(response: ServerResponse): true {
  return sendMessage(response, messages.tooMany, {
    status: 429,
    reader: null,
    headers: { "retry-after": "60" },
  });
}

/** Sends the person to GitHub, and remembers in their browser which page they asked for. */
async function signIn(
  { app, sessions, request, response }: Asked,
  to: string,
  choose: boolean,
): Promise<true> {
  const { attempt, cookies } = await sessions.beginAttempt(request, to);
  return sendOn(response, signInUrl(app, { ...attempt, choose }), cookies);
}

/** GitHub sent the person back: with a code, or without because they did not want to. */
async function callback(
  { app, sessions, log, request, response }: Asked,
  query: URLSearchParams,
): Promise<true> {
  const attempt = await sessions.attemptOf(request, query.get("state") ?? "");
  const code = query.get("code");
  if (attempt === null || code === null)
    return sendMessage(response, messages.notSignedIn, { status: 400, reader: null });
  try {
    const person = await finishSignIn(app, { code, verifier: attempt.verifier });
    log.info({ user: person.userId }, "signed in");
    return sendOn(response, attempt.to, await sessions.begin(person, attempt));
  } catch (error) {
    log.warn({ err: error }, "a sign-in failed");
    return sendMessage(response, messages.notSignedIn, { status: 502, reader: null });
  }
}

/** Shows a report to somebody who may read its repository; everybody else cannot tell whether there is one. */
async function report(asked: Asked, id: string, session: Session): Promise<true> {
  const { reviews, permissions, log, response } = asked;
  const notFound = (): true =>
    sendMessage(response, messages.notFound(`/reports/${id}?account=other`), {
      status: 404,
      reader: session,
    });
  const record = await reviews.get(id);
  if (record === null) return notFound();
  const kept = await keptReport(reviews, id);
  let allowed: Awaited<ReturnType<Permissions["of"]>>;
  try {
    allowed = await permissions.of(session, record, kept?.repositoryId ?? null);
  } catch (error) {
    log.warn({ err: error }, "GitHub did not say whether somebody may read a repository");
    return sendMessage(response, messages.noAnswer, { status: 503, reader: session });
  }
  if (allowed === "signed-out" && Date.now() - session.since > freshMs)
    return signIn(asked, `/reports/${id}`, false);
  if (allowed !== "yes") return notFound();
  if (kept === null) return withoutReport(asked, record, session);
  log.info({ review: id, user: session.userId }, "report shown");
  const html = renderHtml(kept.result, kept.context, session);
  return sendPage(response, html, { status: 200, reader: session });
}

async function keptReport(reviews: Pick<Reviews, "report">, id: string): Promise<KeptReport | null> {
  const stored = await reviews.report(id);
  return stored === null ? null : readKeptReport(stored);
}

/** A review whose repository the person may read, but of which there is nothing to show. */
function withoutReport(
  { webUrl, response }: Asked,
  { completedAt, owner, repo, checkRunId }: ReviewRecord,
  reader: Session,
): true {
  if (completedAt === null) return sendMessage(response, messages.running, { status: 200, reader });
  const check = checkRunId === null ? null : checkRunUrl(webUrl, owner, repo, checkRunId);
  return sendMessage(response, messages.notKept(check), { status: 200, reader });
}

/** Ends the session here, and at GitHub the token that it held. */
async function signOut({ app, sessions, permissions, log, request, response }: Asked): Promise<true> {
  const session = await sessions.of(request);
  if (session !== null) {
    if (!(await isOurForm(request, session)))
      return sendMessage(response, messages.badForm, { status: 403, reader: null });
    permissions.forget(session);
    await forgetToken(app, session.token).catch((error: unknown) =>
      log.warn({ err: error }, "a token could not be taken back"),
    );
  }
  return sendOn(response, "/signed-out", [sessions.end]);
}

/** Another site can send a form in somebody's name, but it cannot know what our page holds. */
async function isOurForm(request: IncomingMessage, { csrf }: Session): Promise<boolean> {
  const length = Number(request.headers["content-length"]);
  const from = request.headers["sec-fetch-site"] ?? "same-origin";
  if (!(length <= largestForm) || from !== "same-origin") return false;
  return sameSecret(csrf, new URLSearchParams(await text(request)).get("csrf") ?? "");
}
