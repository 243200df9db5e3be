import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The sources as JavaScript that plain Node can run, for tests that start threads and processes: always the present
 * sources, never a stale `dist`. It stands in a folder of the project, so that packages are found.
 */
export function transpileSources(...folders: readonly string[]): { readonly url: URL; remove(): void } {
  const cache = join(root, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const target = mkdtempSync(join(cache, "transpiled-"));
  for (const folder of ["src", ...folders]) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      // What the report page holds in itself is taken as it is.
      if (/\.(?:css|js)$/.test(file)) {
        mkdirSync(dirname(join(target, folder, file)), { recursive: true });
        copyFileSync(join(root, folder, file), join(target, folder, file));
      }
      if (!file.endsWith(".ts")) continue;
      const { outputText } = ts.transpileModule(readFileSync(join(root, folder, file), "utf8"), {
        fileName: file,
        compilerOptions: {
          target: ts.ScriptTarget.ES2023,
          module: ts.ModuleKind.ESNext,
          verbatimModuleSyntax: true,
          rewriteRelativeImportExtensions: true,
        },
      });
      const out = join(target, folder, file.replace(/\.ts$/, ".js"));
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(out, outputText);
    }
  }
  writeFileSync(join(target, "package.json"), '{"type":"module"}');
  return {
    url: pathToFileURL(`${target}/`),
    remove: () => {
      rmSync(target, { recursive: true, force: true });
    },
  };
}
