// Builds the program into dist/ (or the folder named as argument): our sources and the small packages that every scan
// needs, in a few files, because Node resolves, reads and compiles a hundred small ones no faster than a whole review.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const outdir = path.resolve(process.argv[2] ?? path.join(root, "dist"));
const { dependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));

rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  outdir,
  // What is started by its file's name; whatever is imported lazily becomes a file of its own.
  entryPoints: ["src/cli.ts", "src/threads/row-thread.ts", "src/worker/thread.ts"],
  entryNames: "[name]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  // What Node 20 knows. "node20" would make each regular expression with \p{…} anew wherever it is used.
  target: "es2023",
  // What is installed beside the program stays outside; development dependencies are taken in.
  external: Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]),
  // Packages in CommonJS ask for Node's own modules with `require`.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module";\nconst require = requireFrom(import.meta.url);',
  },
  // Read when something fails, to name its place (src/place.ts).
  sourcemap: "external",
  sourcesContent: false,
  legalComments: "none",
  metafile: true,
});

// The report page's style and script, which are read as text.
for (const name of ["page.css", "page.js", "export-rows.js"])
  cpSync(path.join(root, "src/report/html", name), path.join(outdir, name));

writeFileSync(path.join(outdir, "LICENSES.txt"), notices(Object.keys(metafile.inputs)));

/** The licences of the packages that were taken in, as they ask for. */
function notices(inputs) {
  const names = inputs.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(names)]
    .sort()
    .map((name) => {
      const folder = path.join(root, "node_modules", name);
      const license = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
      if (license === undefined)
        throw new Error(`${name} is built into the program, but has no licence file`);
      return `${name}\n\n${readFileSync(path.join(folder, license), "utf8").trim()}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
