/** Tokens that GitHub takes: signed by its clock where the machine's is wrong, and made anew once where one is refused. */
import { sign } from "node:crypto";
import { type Octokit, statusOf } from "./octokit.ts";

/** GitHub takes a signature for ten minutes at most, and takes one of the near future for wrong. */
const validSeconds = 540;
const earlierSeconds = 30;

/**
 * `ask` for the client's own calls for tokens: one that GitHub refuses is signed again by GitHub's time, where that is
 * another. The client does the same for all other calls of an App.
 */
export function byTheirClock(appId: string, privateKey: string, ask: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await ask(input, init);
    const address = input instanceof Request ? input.url : String(input);
    if (response.status !== 401 || !address.endsWith("/access_tokens")) return response;
    const theirs = Date.parse(response.headers.get("date") ?? "");
    if (!(Math.abs(theirs - Date.now()) > (earlierSeconds * 1_000) / 2)) return response;
    const authorization = `bearer ${signedAt(Math.floor(theirs / 1_000), appId, privateKey)}`;
    return ask(input, { ...init, headers: { ...(init?.headers as Record<string, string>), authorization } });
  };
}

/** A JSON Web Token (RFC 7519, RS256) that says who the App is, from this second since 1970 on. */
function signedAt(seconds: number, appId: string, privateKey: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iat: seconds - earlierSeconds, exp: seconds + validSeconds, iss: appId };
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
}

/** Has a client ask for a new installation token when the kept one is refused, once a request. */
export function renewRefusedTokens(octokit: Octokit): void {
  octokit.hook.wrap("request", async (request, options) => {
    try {
      return await request(options);
    } catch (error) {
      // The client asks for tokens through these same hooks: renewing the one that it asks for would wait for itself.
      if (statusOf(error) !== 401 || options.url.endsWith("/access_tokens")) throw error;
      await octokit.auth({ type: "installation", refresh: true });
      return request(options);
    }
  });
}
