/** Signs people in through GitHub. */
import { createHash } from "node:crypto";
import { deleteToken, exchangeWebFlowCode, getWebFlowAuthorizationUrl } from "@octokit/oauth-methods";
import { request } from "@octokit/request";

/** The App as GitHub knows it when people sign in through it. */
export interface SignInApp {
  /** REST API; the pages for signing in are at the web address that belongs to it. */
  readonly apiUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where GitHub sends people back to; registered in the App's settings. */
  readonly callbackUrl: string;
}

/** A person, and a token that acts for them within what the App may do. */
export interface SignedIn {
  readonly login: string;
  readonly userId: number;
  readonly token: string;
  /** ISO 8601 time at which the token ends; null where GitHub's tokens of this App do not. */
  readonly expiresAt: string | null;
}

/** Nobody waits longer than this for a page that asks GitHub first. */
const patienceMs = 8_000;

function client(apiUrl: string, parameters: Record<string, unknown> = {}): typeof request {
  return request.defaults({
    baseUrl: apiUrl,
    headers: { "user-agent": "dataset-review" },
    request: { signal: AbortSignal.timeout(patienceMs) },
    ...parameters,
  });
}

/**
 * GitHub's page that asks a person whether they sign in. `verifier` is kept by us: only who knows it can use the code
 * that comes back (PKCE, RFC 7636).
 */
export function signInUrl(
  { apiUrl, clientId, callbackUrl }: SignInApp,
  {
    state,
    verifier,
    choose,
  }: { readonly state: string; readonly verifier: string; readonly choose: boolean },
): string {
  const { url } = getWebFlowAuthorizationUrl({
    clientType: "github-app",
    clientId,
    state,
    redirectUrl: callbackUrl,
    allowSignup: false,
    request: client(apiUrl),
  });
  const address = new URL(url);
  address.searchParams.set("code_challenge", createHash("sha256").update(verifier).digest("base64url"));
  address.searchParams.set("code_challenge_method", "S256");
  if (choose) address.searchParams.set("prompt", "select_account");
  return address.href;
}

/** Turns the code that GitHub sent a person back with into a token, and asks who they are. Rejects when GitHub does. */
export async function finishSignIn(
  { apiUrl, clientId, clientSecret, callbackUrl }: SignInApp,
  { code, verifier }: { readonly code: string; readonly verifier: string },
): Promise<SignedIn> {
  const { authentication } = await exchangeWebFlowCode({
    clientType: "github-app",
    clientId,
    clientSecret,
    code,
    redirectUrl: callbackUrl,
    // The library knows no PKCE, but sends what its client sends always.
    request: client(apiUrl, { code_verifier: verifier }),
  });
  const { token } = authentication;
  const { data: user } = await client(apiUrl)("GET /user", { headers: { authorization: `token ${token}` } });
  const expiresAt = "expiresAt" in authentication ? authentication.expiresAt : null;
  return { login: user.login, userId: Number(user.id), token, expiresAt };
}

/** Makes a token worthless, so that a copied session is worthless too. */
export async function forgetToken(app: SignInApp, token: string): Promise<void> {
  const { apiUrl, clientId, clientSecret } = app;
  await deleteToken({ clientType: "github-app", clientId, clientSecret, token, request: client(apiUrl) });
}
