import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "@jest/globals";
import nock from "nock";
import { webOriginOf } from "../../src/github/client/octokit.ts";
import { mayRead } from "../../src/github/may-read.ts";
import { finishSignIn, forgetToken, type SignInApp, signInUrl } from "../../src/github/sign-in.ts";
import { replyProblems } from "../support/openapi.ts";
import { sampleReply } from "../support/sample.ts";

const app: SignInApp = {
  apiUrl: "https://api.github.com",
  clientId: "Iv1.0123",
  clientSecret: "a client secret",
  callbackUrl: "https://review.example.org/sign-in/callback",
};
const enterprise: SignInApp = { ...app, apiUrl: "https://git.example.org/api/v3" };
const verifier = "a verifier";

afterEach(() => {
  const unused = nock.pendingMocks();
  nock.cleanAll();
  expect(unused).toEqual([]);
});

describe("the address for signing in", () => {
  test.each([
    [app, "https://github.com/login/oauth/authorize"],
    [enterprise, "https://git.example.org/login/oauth/authorize"],
    // GitHub Enterprise Cloud with data residency has its API at a host of its own.
    [{ ...app, apiUrl: "https://api.acme.ghe.com" }, "https://acme.ghe.com/login/oauth/authorize"],
  ])("of %j", (at, address) => {
    const url = new URL(signInUrl(at, { state: "s", verifier, choose: false }));
    expect(`${url.origin}${url.pathname}`).toBe(address);
    // RFC 7636 §4.2: BASE64URL(SHA256(verifier)), without padding.
    const challenge = createHash("sha256")
      .update(verifier)
      .digest("base64")
      .replace(/\+/g, "-")
      .replace(/\//g, "_");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      allow_signup: "false",
      client_id: "Iv1.0123",
      redirect_uri: app.callbackUrl,
      state: "s",
      code_challenge: challenge.replace(/=+$/, ""),
      code_challenge_method: "S256",
    });
  });
});

test.each([
  ["https://api.github.com", "https://github.com"],
  ["https://git.example.org/api/v3", "https://git.example.org"],
  ["https://api.acme.ghe.com", "https://acme.ghe.com"],
])("the web pages that belong to the API at %s", (api, web) => {
  expect(webOriginOf(api)).toBe(web);
});

describe("the end of a sign-in", () => {
  // The answer as GitHub documents it for Apps whose tokens expire ("Generating a user access token").
  const tokens = {
    access_token: "ghu_1",
    expires_in: 28_800,
    refresh_token: "ghr_1",
    refresh_token_expires_in: 15_897_600,
    scope: "",
    token_type: "bearer",
  };
  const user = sampleReply("GET /users/{username}", { login: "rita-reads", id: 7 });

  test.each([
    [app, "https://github.com", "https://api.github.com", "/user"],
    [enterprise, "https://git.example.org", "https://git.example.org", "/api/v3/user"],
  ])("sends code and verifier, and asks who it is: %j", async (at, web, api, path) => {
    let sent: unknown;
    nock(web)
      .post("/login/oauth/access_token", (body) => {
        sent = body;
        return true;
      })
      .reply(200, tokens, { date: "Mon, 02 Nov 2026 08:00:00 GMT" });
    nock(api, { reqheaders: { authorization: "token ghu_1" } })
      .get(path)
      .reply(200, user);
    expect(await finishSignIn(at, { code: "c", verifier })).toEqual({
      login: "rita-reads",
      userId: 7,
      token: "ghu_1",
      expiresAt: "2026-11-02T16:00:00.000Z",
    });
    expect(sent).toEqual({
      client_id: "Iv1.0123",
      client_secret: "a client secret",
      code: "c",
      code_verifier: verifier,
      redirect_uri: app.callbackUrl,
    });
  });

  test("a token that does not expire has no end", async () => {
    nock("https://github.com")
      .post("/login/oauth/access_token")
      .reply(200, { access_token: "ghu_1", scope: "", token_type: "bearer" });
    nock("https://api.github.com").get("/user").reply(200, user);
    expect((await finishSignIn(app, { code: "c", verifier })).expiresAt).toBeNull();
  });

  test("GitHub's refusal, which comes with status 200, is an error", async () => {
    nock("https://github.com").post("/login/oauth/access_token").reply(200, {
      error: "bad_verification_code",
      error_description: "The code is incorrect.",
      error_uri: "u",
    });
    await expect(finishSignIn(app, { code: "c", verifier })).rejects.toThrow("bad_verification_code");
  });
});

test("a token is taken back with the App's own credentials", async () => {
  nock("https://api.github.com")
    .delete("/applications/Iv1.0123/token", { access_token: "ghu_1" })
    .matchHeader("authorization", `basic ${Buffer.from("Iv1.0123:a client secret").toString("base64")}`)
    .reply(204);
  await forgetToken(app, "ghu_1");
});

describe("whether somebody may read a repository", () => {
  const route = "GET /repos/{owner}/{repo}";
  const permitted = (pull: boolean) => ({
    permissions: { pull, push: false, admin: false, maintain: false, triage: false },
  });
  const names = { owner: "acme", repo: "feedback" };
  const ask = (id: number | null) => mayRead("https://api.github.com", "ghu_1", names, id);
  const github = () => nock("https://api.github.com", { reqheaders: { authorization: "token ghu_1" } });

  test.each([
    ["the very repository", { id: 5, ...permitted(true) }, 5, "yes"],
    ["another with its name", { id: 6, ...permitted(true) }, 5, "no"],
    ["an id that was never learned", { id: 6, ...permitted(true) }, null, "yes"],
    ["it is listed, but not readable", { id: 5, ...permitted(false) }, 5, "no"],
  ] as const)("%s", async (_, overrides, id, answer) => {
    const reply = sampleReply(route, overrides);
    expect(replyProblems("GET", new URL("https://api.github.com/repos/acme/feedback"), 200, reply)).toEqual(
      [],
    );
    github().get("/repos/acme/feedback").reply(200, reply);
    expect(await ask(id)).toBe(answer);
  });

  test("a repository that was renamed is found where it went", async () => {
    github()
      .get("/repos/acme/feedback")
      .reply(301, {}, { location: "https://api.github.com/repositories/5" })
      .get("/repositories/5")
      .reply(200, sampleReply(route, { id: 5, name: "renamed", ...permitted(true) }));
    expect(await ask(5)).toBe("yes");
  });

  test.each([
    [401, "signed-out"],
    [403, "no"],
    [404, "no"],
    [451, "no"],
  ] as const)("status %d is %s", async (status, answer) => {
    github().get("/repos/acme/feedback").reply(status, { message: "x" });
    expect(await ask(5)).toBe(answer);
  });

  test.each([
    ["a rate limit", 403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800" }],
    ["a secondary rate limit", 403, { "retry-after": "60" }],
    ["too many requests", 429, {}],
    ["an outage", 502, {}],
  ] as const)("%s is no answer", async (_, status, headers) => {
    github().get("/repos/acme/feedback").reply(status, { message: "x" }, headers);
    await expect(ask(5)).rejects.toMatchObject({ status });
  });
});
