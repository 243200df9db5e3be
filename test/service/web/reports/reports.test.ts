import { randomUUID } from "node:crypto";
import { get } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openService } from "../../../../src/service/open-service.ts";
import { runServer } from "../../../../src/service/start-server.ts";
import {
  owner,
  type ReportService,
  reader,
  startReportService,
  stranger,
} from "../../../support/report-service.ts";
import { environment } from "../app.ts";
import { type Browser, browser } from "./browser.ts";

let reports: ReportService;
let path: string;
const session = "__Host-dataset-review";
const secretText = "<mark>Project Chimera</mark> is a complete disaster";

beforeAll(async () => {
  reports = await startReportService();
  path = await reports.keep();
});
afterAll(() => reports.stop());

const at = (address: string): string => `${reports.url}${address}`;
const fresh = (): Browser => browser(reports.githubUrl);

async function signedIn(login: string): Promise<Browser> {
  const person = fresh();
  await person.open(at(path), login);
  return person;
}

const csrfOf = (html: string): string => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";

describe("who may read the repository", () => {
  test.each([owner, reader])("%s signs in at GitHub and sees the report", async (login) => {
    const answer = await fresh().open(at(path), login);
    expect(answer.status).toBe(200);
    expect(new URL(answer.url).pathname).toBe(path);
    const html = await answer.text();
    expect(html).toContain(secretText);
    expect(html).toContain(`Signed in as <b>${login}</b>`);
    expect(html).toContain(`/${owner}/private-feedback/pull/12`);
  });

  test("the page is kept nowhere, framed by nobody, and loads nothing", async () => {
    const { headers } = await (await signedIn(reader)).request(at(path));
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("strict-transport-security")).toMatch(/^max-age=\d+$/);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; /);
    expect(policy).toContain("form-action 'self'; frame-ancestors 'none'");
  });

  test("the session is a cookie that scripts, other sites and plain http do not get, and it ends", async () => {
    const person = await signedIn(reader);
    const { value, attributes } = person.cookies.get(session)!;
    for (const part of ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"])
      expect(attributes).toContain(`; ${part}`);
    expect(Number(/Max-Age=(\d+)/.exec(attributes)?.[1])).toBeLessThanOrEqual(8 * 3_600);
    expect(attributes).not.toContain("Domain");
    // Sealed: neither the token nor the name can be read from it.
    expect(Buffer.from(value, "base64url").toString("latin1") + value).not.toMatch(/gho_|rita/);
    // Of the sign-in itself nothing stays.
    expect([...person.cookies.keys()]).toEqual([session]);
  });
});

describe("everybody else", () => {
  test("without a session nobody learns whether a report exists: every address leads to GitHub", async () => {
    for (const address of [path, `/reports/${randomUUID()}`]) {
      const answer = await fresh().request(at(address));
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toMatch(
        new RegExp(`^${reports.githubUrl}/login/oauth/authorize\\?`),
      );
      expect(await answer.text()).toBe("");
    }
  });

  test("who may not read the repository gets, to the byte, what a wrong address gets", async () => {
    const person = await signedIn(stranger);
    const wrong = `/reports/${randomUUID()}`;
    const [refused, absent] = [await person.request(at(path)), await person.request(at(wrong))];
    expect([refused.status, absent.status]).toEqual([404, 404]);
    const [a, b] = [await refused.text(), await absent.text()];
    expect(a).not.toContain("Chimera");
    expect(a.replaceAll(path, "")).toBe(b.replaceAll(wrong, ""));
    const headers = (answer: Response) => [...answer.headers].filter(([name]) => name !== "date");
    const size = (list: [string, string][]) => list.filter(([name]) => name !== "content-length");
    expect(size(headers(refused))).toEqual(size(headers(absent)));
  });

  test("a repository that took over the name of another does not take over its reports", async () => {
    const other = await reports.keep(undefined, { repositoryId: reports.repository.id + 1 });
    const answer = await fresh().open(at(other), owner);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain("Chimera");
  });

  test("who was a reader once is asked about again in the next session", async () => {
    const here = `/repos/${owner}/private-feedback/collaborators/${reader}`;
    expect((await fresh().open(at(path), reader)).status).toBe(200);
    await reports.asOwner("DELETE", here);
    try {
      expect((await fresh().open(at(path), reader)).status).toBe(404);
    } finally {
      await reports.asOwner("PUT", here, { permission: "pull" });
    }
  });

  test.each([
    ["changed", (value: string) => `${value.slice(0, -3)}AAA`],
    ["of another kind", (_: string, attempt: string) => attempt],
    ["not ours", () => "eyJhbGciOiJub25lIn0.eyJsb2dpbiI6Im1hcmEtbWFpbnRhaW5zIn0."],
  ])("a session cookie that is %s counts as none", async (_, change) => {
    const person = await signedIn(reader);
    const elsewhere = fresh();
    await elsewhere.request(at(path));
    const [attempt] = [...elsewhere.cookies.values()];
    const value = change(person.cookies.get(session)!.value, attempt!.value);
    const answer = await fresh().request(at(path), { headers: { cookie: `${session}=${value}` } });
    expect(answer.status).toBe(303);
  });
});

describe("signing in", () => {
  test("asks with a state and a challenge (PKCE) and comes back to the public address only", async () => {
    // fetch would not send another's name.
    const { searchParams } = new URL(
      await new Promise<string>((resolve, reject) => {
        get(at(path), { headers: { host: "evil.example" } }, ({ headers }) => {
          resolve(headers.location ?? "");
        }).on("error", reject);
      }),
    );
    expect(searchParams.get("client_id")).toBe("Iv1.test");
    expect(searchParams.get("redirect_uri")).toBe(`${reports.url}/sign-in/callback`);
    expect(searchParams.get("code_challenge_method")).toBe("S256");
    // 32 bytes in base64url: RFC 7636 §4.2 for the challenge, as many for the state.
    expect(searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    expect(searchParams.get("state")).toMatch(/^[\w-]{43}$/);
  });

  test("several pages opened at once each find their way back", async () => {
    const second = await reports.keep();
    const person = fresh();
    const locations = [];
    for (const address of [path, second]) {
      locations.push((await person.request(at(address))).headers.get("location")!);
    }
    for (const [i, address] of [path, second].entries()) {
      const { searchParams } = new URL(locations[i]!);
      const form = new URLSearchParams({ login: reader, ...Object.fromEntries(searchParams) });
      const agreed = await person.request(`${reports.githubUrl}/login/oauth/callback`, {
        method: "POST",
        body: form,
      });
      const back = await person.request(agreed.headers.get("location")!);
      expect([back.status, back.headers.get("location")]).toEqual([303, address]);
    }
  });

  test("a code from somebody else's sign-in is refused: the state is bound to the browser", async () => {
    const attacker = fresh();
    const begun = await attacker.request(at(path));
    const { searchParams } = new URL(begun.headers.get("location")!);
    const form = new URLSearchParams({ login: stranger, ...Object.fromEntries(searchParams) });
    const agreed = await attacker.request(`${reports.githubUrl}/login/oauth/callback`, {
      method: "POST",
      body: form,
    });
    const victim = fresh();
    await victim.request(at(path));
    const answer = await victim.request(agreed.headers.get("location")!);
    expect(answer.status).toBe(400);
    expect(victim.cookies.has(session)).toBe(false);
  });

  test("a refusal at GitHub, a wrong code and no state are told, and begin no session", async () => {
    const person = fresh();
    const state = new URL((await person.request(at(path))).headers.get("location")!).searchParams.get(
      "state",
    )!;
    for (const [query, status] of [
      [`error=access_denied&state=${state}`, 400],
      [`code=wrong&state=${state}`, 502],
      ["code=wrong", 400],
      ["", 400],
    ] as const) {
      const answer = await person.request(at(`/sign-in/callback?${query}`));
      expect([query, answer.status]).toEqual([query, status]);
      expect(await answer.text()).toContain("You are not signed in");
    }
    expect(person.cookies.has(session)).toBe(false);
  });

  test("another account can be chosen after a refusal", async () => {
    const person = await signedIn(stranger);
    const html = await (await person.request(at(path))).text();
    const again = /href="([^"]+account=other)"/.exec(html)?.[1];
    const asked = await person.request(at(again!));
    expect(new URL(asked.headers.get("location")!).searchParams.get("prompt")).toBe("select_account");
    expect((await person.open(at(again!), reader)).status).toBe(200);
  });
});

describe("signing out", () => {
  const send = (person: Browser, csrf: string, headers = {}) =>
    person.request(at("/sign-out"), { method: "POST", body: new URLSearchParams({ csrf }), headers });

  test("ends the session", async () => {
    const person = await signedIn(reader);
    const csrf = csrfOf(await (await person.request(at(path))).text());
    const answer = await send(person, csrf);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/signed-out"]);
    expect(person.cookies.has(session)).toBe(false);
    expect((await person.request(at(path))).status).toBe(303);
    expect(await (await person.request(at("/signed-out"))).text()).toContain("You are signed out");
  });

  test("is not done for a form of another page, and not by following a link", async () => {
    const person = await signedIn(reader);
    const csrf = csrfOf(await (await person.request(at(path))).text());
    const other = await signedIn(reader);
    const foreign = csrfOf(await (await other.request(at(path))).text());
    for (const answer of [
      await send(person, ""),
      await send(person, foreign),
      await send(person, csrf, { "sec-fetch-site": "cross-site" }),
      await person.request(at("/sign-out"), { method: "POST", body: `csrf=${csrf}${"&x=1".repeat(2_000)}` }),
    ]) {
      expect(answer.status).toBe(403);
    }
    expect((await person.request(at("/sign-out"))).status).toBe(404);
    expect((await person.request(at(path))).status).toBe(200);
  });
});

describe("reviews without a report", () => {
  test("one that still runs, and one of which none is kept, say so to those who may read the repository", async () => {
    const running = await reports.keep(null, { completed: false });
    const none = await reports.keep(null);
    const person = await signedIn(reader);
    expect(await (await person.request(at(running))).text()).toContain("The review is still running");
    const html = await (await person.request(at(none))).text();
    expect(html).toContain("No report is kept of this review");
    expect(html).toContain(`${reports.githubUrl}/${owner}/private-feedback/runs/99`);
    const outsider = await signedIn(stranger);
    for (const address of [running, none]) expect((await outsider.request(at(address))).status).toBe(404);
  });

  test("what a later program wrote in another shape is not shown, and breaks nothing", async () => {
    const id = randomUUID();
    const { reviews } = reports.service.store;
    const names = {
      owner,
      repo: "private-feedback",
      installationId: 1,
      pullNumber: 1,
      headSha: "e".repeat(40),
    };
    await reviews.start({ id, ...names });
    const none = { changedRows: 0, findings: [] } as const;
    await reviews.keep(id, { ...none, report: JSON.stringify({ version: 2 }) });
    await reviews.complete(id, "failure");
    const answer = await (await signedIn(reader)).request(at(`/reports/${id}`));
    expect(await answer.text()).toContain("No report is kept");
  });
});

test("the more than thirtieth page within a minute has to wait, for that person only", async () => {
  const person = await signedIn(owner);
  const statuses = [];
  for (let i = 0; i < 40; i += 1) statuses.push((await person.request(at(path))).status);
  expect(statuses[0]).toBe(200);
  expect(statuses.at(-1)).toBe(429);
  expect((await (await signedIn(stranger)).request(at(path))).status).toBe(404);
});

test("GitHub that does not answer is no permission", async () => {
  const here = await startReportService();
  const { service } = here;
  const home = service.environment.PUBLIC_URL!;
  try {
    const address = await here.keep();
    const lost = await openService(
      environment({
        ...Object.fromEntries(
          Object.entries(service.environment).map(([name, value]) => [name, String(value)]),
        ),
        PORT: "0",
        DATABASE_URL: service.environment.DATABASE_URL,
        GITHUB_API_URL: "http://127.0.0.1:9",
      }),
    );
    const there = await runServer(lost, { webOnly: true });
    // The session of one process holds in another that has the same secret.
    const person = browser(service.environment.GITHUB_API_URL);
    await person.open(`${home}${address}`, reader);
    const answer = await person.request(`http://127.0.0.1:${there.port}${address}`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain("Chimera");
    await there.stop();
  } finally {
    await here.stop();
  }
});

test("with reports off there is no such page and no way to sign in", async () => {
  const service = await openService(environment({ DATABASE_URL: ":memory:" }));
  const server = await runServer(service, { webOnly: true });
  for (const address of [path, "/sign-in/callback?code=x&state=y", "/signed-out"]) {
    expect((await fetch(`http://127.0.0.1:${server.port}${address}`)).status).toBe(404);
  }
  await server.stop();
});
