// Writes the generated pages under docs/, or with --check fails where one is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { jsonSchema } from "../src/config/parse.ts";
import { attackPages } from "./pages/attack-pages.ts";
import { configurationReference } from "./pages/configuration-reference.ts";
import { environmentExample } from "./pages/environment-example.ts";
import { publishedSchema } from "./pages/result-schema.ts";

const pages: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(attackPages()).map(([name, text]) => [`docs/attacks/${name}`, text])),
  ".env.example": environmentExample(),
  "docs/configuration.md": configurationReference(),
  "docs/configuration.schema.json": `${JSON.stringify(jsonSchema(), null, 2)}\n`,
  "docs/result.schema.json": `${JSON.stringify(publishedSchema(), null, 2)}\n`,
};

function current(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

const stale = Object.entries(pages).filter(([path, text]) => current(path) !== text);
if (process.argv.includes("--check")) {
  for (const [path] of stale) console.error(`${path} is stale: run \`npm run docs\` and commit the result`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) writeFileSync(path, text);
}
