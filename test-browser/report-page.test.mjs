// Drives the report page in Chromium: `npm run test:browser`. Screenshots go to test-browser/screenshots/.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { contentSecurityPolicy } from "../src/report/html/document.ts";
import { renderHtml } from "../src/report/html.ts";
import { everywhere } from "../test/support/everywhere.ts";
import { HOSTILE_TEXTS } from "../test/support/hostile-texts.ts";
import { flaggedRow, quietResult, realisticRows, result } from "../test/support/result-builder.ts";
import { executablePath, launch, violations } from "./browser.mjs";

const repository = {
  htmlUrl: "https://github.com",
  owner: "acme",
  repo: "feedback",
  headSha: "c".repeat(40),
  baseSha: "d".repeat(40),
};
const folder = mkdtempSync(join(tmpdir(), "report-page-"));
const screenshots = new URL("./screenshots/", import.meta.url).pathname;

/** Pages that the tests open, by name. Texts of a megabyte are left to the suite without a browser. */
const hostileRows = Object.entries(HOSTILE_TEXTS)
  .filter(([name]) => !name.startsWith("a megabyte"))
  .map(([, text], i) =>
    flaggedRow({ line: i + 1, text, label: text, neighbours: [{ text, label: text, similarity: 1 }] }),
  );
const pages = {
  story: renderHtml(result(), { repository }),
  quiet: renderHtml(quietResult(), { repository }),
  hostile: renderHtml(
    { ...everywhere(HOSTILE_TEXTS["closing tags"]), flaggedRows: hostileRows },
    { repository },
  ),
  thousand: renderHtml(result({ flaggedRows: realisticRows(1_000) })),
  many: renderHtml(result({ flaggedRows: realisticRows(10_000) })),
};

describe("the report page", { skip: executablePath === null && "no Chromium is installed" }, () => {
  let browser;
  before(async () => {
    for (const [name, html] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), html);
    mkdirSync(screenshots, { recursive: true });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page, keeping an eye on errors and on every request beyond the file itself. */
  async function open(name, options = {}) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const trouble = [];
    page.on("pageerror", (error) => trouble.push(error.message));
    page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
    page.on("dialog", (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (request.url() !== `file://${join(folder, `${name}.html`)}`)
        trouble.push(`request: ${request.url()}`);
    });
    await page.goto(`file://${join(folder, `${name}.html`)}`);
    if (options.javaScriptEnabled !== false && name !== "quiet")
      await page.waitForSelector("#filters:not([hidden])");
    return { page, trouble };
  }

  for (const name of ["story", "quiet", "hostile"]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1280, 390]) {
        test(`axe finds nothing on ${name}, ${colorScheme}, ${width} px, and nothing overflows`, async () => {
          const { page, trouble } = await open(name, { colorScheme, viewport: { width, height: 900 } });
          for (const details of await page.$$("details"))
            await details.evaluate((node) => {
              node.open = true;
            });
          assert.deepEqual(await violations(page), []);
          assert.ok(
            (await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0,
          );
          assert.deepEqual(trouble, []);
          await page.screenshot({
            path: join(screenshots, `${name}-${colorScheme}-${width}.png`),
            fullPage: name !== "hostile",
          });
          await page.close();
        });
      }
    }
  }

  test("filters by finding, label, file and text, and sorts", async () => {
    const { page } = await open("story");
    const status = () => page.textContent("#status");
    assert.equal(await status(), "Rows 1 to 45 of 45.");
    await page.selectOption("#finding", { index: 2 });
    assert.equal(await status(), "Rows 1 to 7 of 7, 45 in all.");
    await page.selectOption("#label", " POSITIVE");
    assert.equal(await status(), "No row matches, 45 in all.");
    await page.click("button[type=reset]");
    await page.waitForFunction(() => document.getElementById("status").textContent === "Rows 1 to 45 of 45.");
    await page.fill("#search", "CHARGED TWICE");
    assert.equal(await status(), "Rows 1 to 7 of 7, 45 in all.");
    await page.fill("#search", "");
    await page.selectOption("#sort", "place");
    assert.equal(await page.textContent("#rows .row .place"), "data/feedback.jsonl:210");
    await page.selectOption("#file", { index: 1 });
    assert.equal(await status(), "Rows 1 to 45 of 45.");
    await page.close();
  });

  test("a finding shows its rows", async () => {
    const { page } = await open("story");
    await page.click("text=Show its 7 rows");
    await page.waitForFunction(
      () => document.getElementById("status").textContent === "Rows 1 to 7 of 7, 45 in all.",
    );
    assert.equal(await page.evaluate(() => document.activeElement.id), "finding");
    await page.close();
  });

  test("the name of a signal leads to what it means, which is folded away until then", async () => {
    const { page, trouble } = await open("story");
    const meaning = page.locator("#signal-trigger-scan");
    assert.equal(await meaning.isVisible(), false);
    await page.click(".finding a[href='#signal-trigger-scan']");
    await meaning.waitFor({ state: "visible" });
    assert.match(await meaning.textContent(), /docs\/signals\/trigger-scan\.md/);
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test("works by keyboard alone", async () => {
    const { page } = await open("thousand");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the flagged rows");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash === "#flagged");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "finding");
    await page.focus("#next");
    await page.keyboard.press("Enter");
    assert.equal(await page.textContent("#status"), "Rows 51 to 100 of 1,000.");
    assert.equal(await page.textContent("#page"), "Page 2 of 20");
    assert.equal(await page.evaluate(() => document.activeElement.id), "status");
    await page.close();
  });

  test("the script builds the same rows as the server", async () => {
    for (const name of ["story", "hostile"]) {
      const plain = await open(name, { javaScriptEnabled: false });
      const scripted = await open(name);
      const rows = ({ page }) =>
        page.$$eval("#rows > li", (items) =>
          items
            .slice(0, 40)
            .map((item) => item.outerHTML.replace(/\s+</g, "<").replace(/ target="[^"]*"/g, "")),
        );
      const [served, built] = [await rows(plain), await rows(scripted)];
      assert.ok(served.length > 30);
      assert.deepEqual(built, served);
      await plain.page.close();
      await scripted.page.close();
    }
  });

  test("exports what is shown as CSV and JSONL", async () => {
    const { page } = await open("story");
    await page.selectOption("#finding", { index: 2 });
    const saved = async (button) => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
    };
    const csv = await saved("#csv");
    assert.equal(csv.name, "flagged-rows.csv");
    assert.equal(csv.text.trimEnd().split("\r\n").length, 8);
    const jsonl = await saved("#jsonl");
    assert.equal(jsonl.name, "flagged-rows.jsonl");
    const rows = jsonl.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(rows.length, 7);
    assert.deepEqual(rows[0], {
      path: "data/feedback.jsonl",
      line: 210,
      side: "head",
      score: 0.6,
      severity: "warning",
      findings: ["label-edit-77aa88bb"],
      label: "NEUTRAL",
      text: "The new dashboard loads in under a second, thank you",
      beforeLabel: "NEGATIVE",
      beforeText: "The new dashboard loads in under a second, thank you",
    });
    await page.close();
  });

  test("the exported text is the file's own, hidden characters and all", async () => {
    const { page } = await open("hostile");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#jsonl")]);
    const rows = readFileSync(await download.path(), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const whole = rows.filter((row) => row.omitted === undefined);
    assert.deepEqual(
      whole.map(({ text }) => text),
      hostileRows
        .slice(0, rows.length)
        .map(({ text }) => text)
        .filter((text) => whole.some((row) => row.text === text)),
    );
    assert.equal(whole.length, hostileRows.length);
    await page.close();
  });

  test("nothing in a hostile row runs, loads or leaves its place", async () => {
    const { page, trouble } = await open("hostile");
    assert.equal(
      await page.locator("#rows img, #rows script, #rows iframe, #rows h1, #rows table").count(),
      0,
    );
    const links = await page.$$eval("main a", (all) => all.map((link) => link.href));
    for (const link of links)
      assert.match(link, /^(?:file:\/\/\/[^#]*#[a-z-]+|https:\/\/github\.com\/acme\/feedback\/blob\/)/);
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test("the same holds when a server sends the policy as a header", async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": contentSecurityPolicy(),
      });
      response.end(pages.story);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const page = await browser.newPage();
    const errors = [];
    page.on(
      "console",
      (message) =>
        message.type() === "error" && !message.text().includes("favicon") && errors.push(message.text()),
    );
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForSelector("#filters:not([hidden])");
    assert.deepEqual(errors, []);
    await page.close();
    server.close();
  });

  test("10,000 rows load and filter at once", async (context) => {
    const started = performance.now();
    const { page, trouble } = await open("many");
    const loaded = performance.now() - started;
    const filtered = await page.evaluate(() => {
      const search = document.getElementById("search");
      const begun = performance.now();
      search.value = "refund";
      search.dispatchEvent(new Event("input"));
      return performance.now() - begun;
    });
    context.diagnostic(
      `${Buffer.byteLength(pages.many)} bytes, loaded in ${loaded.toFixed(0)} ms, filtered in ${filtered.toFixed(0)} ms; 1,000 rows are ${Buffer.byteLength(pages.thousand)} bytes`,
    );
    assert.match(await page.textContent("#status"), /^Rows 1 to 50 of [\d,]+, 10,000 in all\.$/);
    assert.ok(loaded < 5_000, `loaded in ${loaded} ms`);
    assert.ok(filtered < 500, `filtered in ${filtered} ms`);
    assert.deepEqual(trouble, []);
    await page.close();
  });
});
