/** Style and script of the HTML pages, read once, with the content security policy that allows them and nothing else. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** The page's style and script: files of their own, so that they are formatted and checked like any other. */
function asset(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}

let loaded: ReturnType<typeof load> | null = null;

export function assets() {
  loaded ??= load();
  return loaded;
}

function load() {
  const style = asset("page.css");
  const script = `"use strict";\n${asset("export-rows.js")}\n${asset("page.js")}`;
  const policy = [
    "default-src 'none'",
    `style-src '${hash(style)}'`,
    `script-src '${hash(script)}'`,
    "base-uri 'none'",
  ].join("; ");
  return {
    style,
    script,
    /** The content security policy without what forms may do: nothing runs or loads but these two, by their hashes. */
    policy,
  };
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
