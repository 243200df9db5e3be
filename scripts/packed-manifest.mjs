// The package.json that goes into the tarball of `npm pack`: without the dependencies that are built into dist/, so that
// whoever installs it gets a handful of packages instead of two hundred (docs/decisions/0021).
//   write    replaces package.json by the packed one, keeping the original aside
//   restore  puts the original back
//   refuse   stops `npm publish` of the folder, which would announce the original's dependencies to the registry
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const manifest = here("package.json");
const original = here("node_modules/.cache/dataset-review/package.json");

switch (process.argv[2]) {
  case "write": {
    const text = readFileSync(manifest, "utf8");
    const { dependencies, devDependencies, scripts, ...packed } = JSON.parse(text);
    if (dependencies === undefined)
      throw new Error("package.json is the packed one already; restore it first.");
    mkdirSync(dirname(original), { recursive: true });
    writeFileSync(original, text);
    writeFileSync(manifest, `${JSON.stringify(packed, null, 2)}\n`);
    break;
  }
  case "restore":
    renameSync(original, manifest);
    break;
  case "refuse":
    console.error("Publish the tarball: npm pack, then npm publish ./dataset-review-VERSION.tgz");
    process.exit(1);
    break;
  default:
    throw new Error("write, restore or refuse");
}
