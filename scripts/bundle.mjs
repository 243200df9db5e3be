// Builds entry points and every package that they use into a few files, with what they read beside them.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds `entryPoints` into `outdir`, which is emptied. `options` are esbuild's. The same sources give the same bytes. */
export async function bundle(outdir, entryPoints, options) {
  const { optionalDependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    outdir,
    // What is started by its file's name.
    entryPoints,
    entryNames: "[name]",
    bundle: true,
    format: "esm",
    platform: "node",
    // What Node 20 knows. "node20" would make each regular expression with \p{…} anew wherever it is used.
    target: "es2023",
    // Machine code cannot be built in, and is installed beside the program; `pg` asks for its own in vain.
    external: [...Object.keys(optionalDependencies), "pg-native"],
    // Packages in CommonJS ask for Node's own modules with `require`.
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module";\nconst require = requireFrom(import.meta.url);',
    },
    legalComments: "none",
    metafile: true,
    ...options,
  });

  // The report page's style and script, which are read as text.
  for (const name of ["page.css", "page.js", "export-rows.js"])
    cpSync(path.join(root, "src/report/html", name), path.join(outdir, name));

  writeFileSync(path.join(outdir, "LICENSES.txt"), notices(Object.keys(metafile.inputs)));
}

/** The licences of the packages that were taken in, as they ask for; of one without such a file, what it declares. */
function notices(inputs) {
  const folders = inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, license } = JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8"));
    const file = readdirSync(path.join(root, folder)).find((other) => /^licen[cs]e/i.test(other));
    if (file === undefined && typeof license !== "string")
      throw new Error(`${name} is built into the program, but names no licence`);
    const text =
      file === undefined ? `${license} license` : readFileSync(path.join(root, folder, file), "utf8");
    return `${name}\n\n${text.trim()}\n`;
  });
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}
