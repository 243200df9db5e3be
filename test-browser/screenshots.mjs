// Renews the pictures of docs/reading-a-result.md: reviews the demo's dataset with the command line and takes
// pictures of the page, the terminal and the check. Run from the top folder: tsx test-browser/screenshots.mjs
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { checkRunOutput } from "../src/report/check/check-run.ts";
import { renderText } from "../src/report/terminal/text.ts";
import { fromJson } from "../test/support/from-json.ts";
import { launch } from "./browser.mjs";

const folder = mkdtempSync(join(tmpdir(), "screenshots-"));
const images = new URL("../docs/images/", import.meta.url).pathname;
mkdirSync(images, { recursive: true });

/** Runs in the folder of the data: the commands that the page shows name no other place. */
const tsx = (program, ...args) => {
  try {
    const script = new URL(`../${program}`, import.meta.url).pathname;
    return execFileSync(process.execPath, ["--import", import.meta.resolve("tsx"), script, ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch (error) {
    // Status 1 is a blocked review, which is the point of the story.
    if (error.status === 1) return error.stdout;
    throw error;
  }
};
tsx("examples/generate.ts", "--out", folder);
const sides = ["--base", "base", "--head", "head"];
const outputs = ["--output", "result.json", "--save", "html=result.html"];
tsx("src/cli.ts", "scan", ...sides, "--format", "json", ...outputs);

const result = fromJson(JSON.parse(readFileSync(`${folder}/result.json`, "utf8")));
const repository = {
  htmlUrl: "https://github.com",
  owner: "acme",
  repo: "feedback",
  headSha: "c".repeat(40),
  baseSha: "d".repeat(40),
};
const check = checkRunOutput(result, {
  repository,
  pullNumber: 7,
  docsUrl: "https://review.example.org/docs",
  reportUrl: "https://review.example.org/reports/…",
});
// The renderer of these pictures joins the lines of a block that follows in a tight list.
const loose = check.summary.replaceAll(":\n  ```", ":\n\n  ```");
const checkHtml = `<h2>${check.title}</h2>${micromark(loose, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })}`;

const COLORS = {
  1: "font-weight:700",
  2: "color:#9aa5b1",
  7: "background:#e6edf3;color:#0d1117",
  31: "color:#ff8a80",
  33: "color:#f2c14e",
  32: "color:#6fdd8b",
};
const escape = (text) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
const terminalHtml = escape(
  renderText(result, {
    color: true,
    width: 110,
    context: {
      repository: null,
      compared: { words: "--git main..more-feedback", checkout: ["git checkout more-feedback"] },
    },
  }),
).replace(
  // biome-ignore lint: the escape sequences of our own output
  /\u001b\[(\d+)m/g,
  (_, code) => (COLORS[code] ? `<span style="${COLORS[code]}">` : "</span>"),
);

const browser = await launch();
async function picture(name, width, height, open, colorScheme = "light") {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await open(page);
  await page.screenshot({ path: join(images, `${name}.png`) });
  await page.close();
}
const file = async (page) => {
  await page.goto(`file://${folder}/result.html`);
  await page.waitForSelector("#filters:not([hidden])");
};
await picture("page-light", 1280, 1600, file);
await picture("page-dark", 1280, 900, file, "dark");
await picture("page-narrow", 390, 844, file);
await picture("check", 1012, 1100, (page) =>
  page.setContent(
    `<!doctype html><style>body{font:14px/1.5 system-ui,"Noto Sans",sans-serif;margin:24px;color:#1f2328}h2,h3{border-bottom:1px solid #d1d9e0;padding-bottom:.3em}table{border-collapse:collapse;display:block;overflow:auto}td,th{border:1px solid #d1d9e0;padding:6px 13px}code{background:#eff1f3;border-radius:6px;padding:.2em .4em;font-size:85%}pre{background:#f6f8fa;padding:16px;border-radius:6px}pre code{background:none;padding:0}a{color:#0969da;text-decoration:none}blockquote{border-left:4px solid #d1d9e0;margin:0;padding-left:1em}</style>${checkHtml}`,
  ),
);
await picture("terminal", 1000, 530, (page) =>
  page.setContent(
    `<!doctype html><style>body{background:#0d1117;color:#e6edf3;margin:16px}pre{font:14px/1.35 "DejaVu Sans Mono",monospace;margin:0}</style><pre>${terminalHtml}</pre>`,
  ),
);
await browser.close();
rmSync(folder, { recursive: true, force: true });
