/** Shows this version's documentation under `/docs/`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { packageFolder } from "../../home.ts";
import { contentSecurityPolicy, htmlDocument } from "../../report/html/document.ts";
import type { Handler } from "./http.ts";

/** The documentation as it comes with the program. */
const home = join(packageFolder, "docs");
const types: Readonly<Record<string, string>> = { png: "image/png", svg: "image/svg+xml" };

/**
 * Shows the documentation of this very version under `/docs/`, by the names of its files, so that a check can link to
 * what a signal means. Everybody may read it: it says nothing of anybody's data.
 */
export function docsHandler(folder = home): Handler {
  const names = new Set(
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
          /\.(?:md|png|svg)$/.test(name),
        )
      : [],
  );
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const name = /^\/docs\/([^?#]+)/.exec(request.url ?? "")?.[1];
    // Only what was listed is ever opened.
    if (name === undefined || !names.has(name)) return false;
    const file = readFileSync(join(folder, name));
    const type = types[name.replace(/^.*\./, "")];
    response.writeHead(200, {
      "content-type": type ?? "text/html; charset=utf-8",
      "cache-control": "public, max-age=300",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": `${contentSecurityPolicy(null, "'self'")}; frame-ancestors 'none'`,
    });
    response.end(
      type === undefined ? page(withoutPictures(file.toString("utf8"), dirname(name), names)) : file,
    );
    return true;
  };
}

/** The package on npm comes without pictures: what they show is then said in their words. */
function withoutPictures(markdown: string, folder: string, names: ReadonlySet<string>): string {
  return markdown.replace(/!\[([^\]]*)\]\(([^)\s]+)\)/g, (picture, words: string, target: string) =>
    names.has(normalize(join(folder, target))) ? picture : `*${words}*`,
  );
}

function page(markdown: string): string {
  const title = /^# (.*)$/m.exec(markdown)?.[1] ?? "Documentation";
  // Wide tables scroll by themselves, reachable by keyboard.
  const body = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
    .replaceAll("<table>", '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>')
    .replaceAll("</table>", "</table></div>");
  return htmlDocument({ title, kind: "docs", reader: null, images: "'self'" }, `<main>${body}</main>`);
}
