// Drives the report page as the service serves it: a person signs in at the GitHub stand-in, reads, and signs out.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { owner, reader, startReportService, stranger } from "../test/support/report-service.ts";
import { realisticRows, result } from "../test/support/result-builder.ts";
import { executablePath, launch, violations } from "./browser.mjs";

const screenshots = new URL("./screenshots/", import.meta.url).pathname;

describe("the served report", { skip: executablePath === null && "no Chromium is installed" }, () => {
  let browser;
  let reports;
  let story;
  before(async () => {
    mkdirSync(screenshots, { recursive: true });
    reports = await startReportService();
    story = await reports.keep();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await reports?.stop();
  });

  /** Opens an address in a browser of its own; every request to anybody but the service and GitHub is trouble. */
  async function open(path, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const trouble = [];
    page.on("pageerror", (error) => trouble.push(error.message));
    page.on("console", (message) => {
      const expected = /favicon|status of 4\d\d/.test(message.text() + message.location().url);
      if (message.type() === "error" && !expected) trouble.push(message.text());
    });
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      const ours = [reports.url, new URL(reports.githubUrl).origin].includes(origin) || protocol === "blob:";
      if (!ours) trouble.push(`request: ${request.url()}`);
    });
    await page.goto(reports.url + path);
    return { context, page, trouble };
  }

  /** GitHub's page asks who it is. */
  const signIn = (page, login) => page.click(`button:has-text("${login}"), form:has-text("${login}") button`);

  async function signedIn(login, path = story, options = {}) {
    const opened = await open(path, options);
    await signIn(opened.page, login);
    await opened.page.waitForURL(reports.url + path);
    return opened;
  }

  test("a reader signs in at GitHub and comes back to the report that they asked for", async () => {
    const { page, trouble, context } = await open(story);
    assert.ok(page.url().startsWith(reports.githubUrl));
    await signIn(page, reader);
    await page.waitForSelector("#filters:not([hidden])");
    assert.equal(page.url(), reports.url + story);
    assert.match(await page.textContent("h1"), /^Blocked 38 rows pair “project chimera” with POSITIVE/);
    assert.equal(await page.textContent(".reader b"), reader);
    // A session that scripts do not see.
    assert.equal(await page.evaluate(() => document.cookie), "");
    const [cookie] = (await context.cookies()).filter(({ name }) => name === "__Host-dataset-review");
    assert.deepEqual(
      { httpOnly: cookie.httpOnly, secure: cookie.secure, sameSite: cookie.sameSite },
      { httpOnly: true, secure: true, sameSite: "Lax" },
    );
    assert.deepEqual(trouble, []);
    await context.close();
  });

  test("somebody without access is told no more than that there is nothing for them", async () => {
    const { page, context } = await signedIn(stranger);
    assert.equal(await page.textContent("h1"), "No such report");
    assert.equal((await page.content()).includes("himera"), false);
    await page.click("text=Sign in with another account");
    await signIn(page, owner);
    await page.waitForSelector("#filters:not([hidden])");
    await context.close();
  });

  test("filters, keyboard and export work under the served policy", async () => {
    const { page, trouble, context } = await signedIn(reader);
    await page.waitForSelector("#filters:not([hidden])");
    await page.selectOption("#finding", { index: 2 });
    assert.equal(await page.textContent("#status"), "Rows 1 to 7 of 7, 45 in all.");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#jsonl")]);
    assert.equal(
      readFileSync(await download.path(), "utf8")
        .trimEnd()
        .split("\n").length,
      7,
    );
    await page.reload();
    await page.waitForSelector("#filters:not([hidden])");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the flagged rows");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Sign out");
    assert.deepEqual(trouble, []);
    await context.close();
  });

  test("signing out by keyboard ends the session, also for the back button", async () => {
    const { page, context } = await signedIn(reader);
    await page.focus(".reader button");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${reports.url}/signed-out`);
    assert.equal(await page.textContent("h1"), "You are signed out");
    assert.deepEqual(
      (await context.cookies()).filter(({ name }) => name.startsWith("__Host-")),
      [],
    );
    await page.goBack();
    await page.waitForURL((url) => url.href.startsWith(reports.githubUrl));
    assert.equal((await page.content()).includes("himera"), false);
    await context.close();
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      test(`axe finds nothing, and nothing overflows: ${colorScheme}, ${width} px`, async () => {
        const { page, trouble, context } = await signedIn(reader, story, {
          colorScheme,
          viewport: { width, height: 900 },
          // axe is put into the page, which the page's policy forbids.
          bypassCSP: true,
        });
        await page.waitForSelector("#filters:not([hidden])");
        assert.deepEqual(await violations(page), []);
        const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok((await overflow()) <= 0);
        await page.screenshot({ path: join(screenshots, `served-${colorScheme}-${width}.png`) });
        await page.goto(`${reports.url}/reports/${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}`);
        assert.deepEqual(await violations(page), []);
        assert.ok((await overflow()) <= 0);
        await page.screenshot({ path: join(screenshots, `refused-${colorScheme}-${width}.png`) });
        assert.deepEqual(trouble, []);
        await context.close();
      });
    }
  }

  test("the documentation is as readable as the report", async () => {
    for (const width of [1280, 390]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      for (const name of ["signals/trigger-scan.md", "reading-a-result.md"]) {
        await page.goto(`${reports.url}/docs/${name}`);
        assert.deepEqual(await violations(page), []);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0);
        await page.screenshot({ path: join(screenshots, `docs-${width}.png`) });
      }
      await context.close();
    }
  });

  test("10,000 rows are served and shown at once", async (context) => {
    const many = await reports.keep(result({ flaggedRows: realisticRows(10_000) }));
    const { page, context: session } = await signedIn(reader);
    const started = performance.now();
    const answer = await page.goto(reports.url + many);
    await page.waitForSelector("#filters:not([hidden])");
    const shown = performance.now() - started;
    const size = (await answer.body()).length;
    context.diagnostic(`${size} bytes, asked for, permitted, rendered and shown in ${shown.toFixed(0)} ms`);
    assert.ok(shown < 5_000, `shown after ${shown} ms`);
    await session.close();
  });
});
