import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** The installed Chromium, or null: `apt-get install chromium` on Debian, or its path in CHROMIUM. */
export const executablePath = PLACES.find((path) => path && existsSync(path)) ?? null;

/** A browser that speaks to nobody by itself. Playwright gives it a fresh profile. */
export function launch() {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
