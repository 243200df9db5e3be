// What the compiler does not carry over to dist/: the report page's style and script.
import { cpSync } from "node:fs";

for (const name of ["page.css", "page.js", "export-rows.js"]) {
  cpSync(
    new URL(`../src/report/html/${name}`, import.meta.url),
    new URL(`../dist/report/html/${name}`, import.meta.url),
  );
}
