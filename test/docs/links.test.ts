import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@jest/globals";

const root = path.resolve(import.meta.dirname, "../..");
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.join("docs", name)),
];

/** GitHub's anchor of a heading: lower case, without punctuation, blanks as hyphens. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

test.each(pages)("every link of %s leads somewhere", (page) => {
  const text = readFileSync(path.join(root, page), "utf8").replace(/^```[\s\S]*?^```/gm, "");
  for (const [, target, fragment] of text.matchAll(/\]\(([^)\s#]*)(?:#([^)\s]*))?\)/g)) {
    if (/^[a-z]+:/.test(target!)) continue;
    const file =
      target === "" ? path.join(root, page) : path.resolve(root, path.dirname(page), decodeURI(target!));
    expect([target, existsSync(file)]).toEqual([target, true]);
    if (fragment === undefined || !file.endsWith(".md")) continue;
    const headings = [...readFileSync(file, "utf8").matchAll(/^#{1,6} (.*)$/gm)].map(([, heading]) =>
      anchor(heading!),
    );
    expect(headings).toContain(fragment);
  }
});
