/** Who is signed in, kept in sealed cookies. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { parseCookie, stringifySetCookie } from "cookie";
import type { SignedIn } from "../../../github/sign-in.ts";
import type { Sealer } from "./sealed.ts";

/** A person who signed in. All of it is in their cookie, sealed. */
export interface Session {
  readonly login: string;
  readonly userId: number;
  readonly token: string;
  /** Proves that a form came from one of our pages. */
  readonly csrf: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** A sign-in on its way through GitHub. */
export interface Attempt {
  readonly state: string;
  readonly verifier: string;
  /** The page that was asked for. */
  readonly to: string;
}

/** GitHub's tokens of an App last as long; then a person signs in again, which GitHub does without asking. */
const sessionSeconds = 8 * 3_600;
const attemptSeconds = 600;
/** Several pages may be opened at once; each has an attempt of its own. */
const mostAttempts = 8;

// The prefix: browsers take such a cookie from this very host only, encrypted, and for all its paths.
const sessionName = "__Host-dataset-review";
const attemptName = (state: string): string => `__Host-sign-in-${state.slice(0, 12)}`;

function cookie(name: string, value: string, maxAge: number): string {
  return stringifySetCookie({
    name,
    value,
    maxAge,
    path: "/",
    httpOnly: true,
    secure: true,
    sameSite: "lax",
  });
}

const cookiesOf = (request: IncomingMessage) => parseCookie(request.headers.cookie ?? "");

/** Sessions as cookies. `set-cookie` values are returned for the caller to send. */
export type Sessions = ReturnType<typeof sessionsIn>;

export function sessionsIn(sealer: Sealer) {
  return {
    of: async (request: IncomingMessage): Promise<Session | null> => {
      const claims = await sealer.open("session", cookiesOf(request)[sessionName]);
      return claims as unknown as Session | null;
    },
    /** Begins a session; the cookies of the attempt that led to it end. */
    begin: async (
      { login, userId, token, expiresAt }: SignedIn,
      { state }: Attempt,
    ): Promise<readonly string[]> => {
      const left = expiresAt === null ? Infinity : Math.floor((Date.parse(expiresAt) - Date.now()) / 1_000);
      const seconds = Math.max(1, Math.min(sessionSeconds, left));
      const session: Session = { login, userId, token, csrf: secret(), since: Date.now() };
      return [
        cookie(sessionName, await sealer.seal("session", { ...session }, seconds), seconds),
        cookie(attemptName(state), "", 0),
      ];
    },
    /** The cookie that ends a session in this browser. */
    end: cookie(sessionName, "", 0),
    beginAttempt: async (request: IncomingMessage, to: string) => {
      const attempt: Attempt = { state: secret(), verifier: secret(), to };
      const open = Object.keys(cookiesOf(request)).filter((name) => name.startsWith(attemptName("")));
      const stale = open.length >= mostAttempts ? open.map((name) => cookie(name, "", 0)) : [];
      const sealed = await sealer.seal("sign-in", { ...attempt }, attemptSeconds);
      return { attempt, cookies: [...stale, cookie(attemptName(attempt.state), sealed, attemptSeconds)] };
    },
    /** The attempt of this browser that a state belongs to. */
    attemptOf: async (request: IncomingMessage, state: string): Promise<Attempt | null> => {
      const attempt = await sealer.open("sign-in", cookiesOf(request)[attemptName(state)]);
      if (attempt === null || !sameSecret(String(attempt.state), state)) return null;
      return attempt as unknown as Attempt;
    },
  };
}

/** 256 bits that nobody guesses, fit for addresses and cookies. */
function secret(): string {
  return randomBytes(32).toString("base64url");
}

/** Compares without telling by its time how much was right. */
export function sameSecret(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
