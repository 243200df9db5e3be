/** JSON files that programs are set up with: lock files, manifests, SBOMs, templates, training parameters, notebooks. */
import type { Json } from "../../model/json.ts";

/** So many texts of several words are data, whatever the file is called and whatever stands beside them. */
const MANY_TEXTS = 50;
/** A file of fewer objects, none with a text of several words, holds parameters. */
const FEW_OBJECTS = 8;

const NAMES = new RegExp(
  `^(${[
    "(npm-shrinkwrap|package|composer|jsconfig|tsconfig|angular|nx|lerna|turbo|renovate|vercel|firebase|now|app|bower|deno)(\\..*)?",
    ".*[-_.]lock",
    "package-lock",
    ".*\\.(spdx3?|cdx|sarif|schema|postman_collection|webmanifest|code-workspace)",
    "(.*[-_.])?(sbom|bom|manifest|(azure)?deploy(ment)?([-_.]?(parameters|template))?|settings|config(uration)?|hyper_?params|hyper_?parameters)",
    "(config|generation|tokenizer|special_tokens|preprocessor|adapter|training|trainer|model)[-_](config|map|args|state|index)",
    "tokenizer|vocab|merges|added_tokens",
    "\\..*rc",
  ].join("|")})\\.json$`,
  "i",
);

/** Keys of the outermost object by which a kind of configuration names itself. */
const MARKS = [
  "lockfileVersion", "spdxVersion", "bomFormat", "nbformat", "swagger", "openapi", "@graph", "compilerOptions",
  "devDependencies", "manifest_version", "contentVersion", "terraform_version", "AWSTemplateFormatVersion",
]; // biome-ignore format: a word list

/** Whether a document is a configuration: by name or marks where it holds no mass of texts, or by holding none at all. */
export function isConfiguration(path: string, root: Json | undefined): boolean {
  if (root === undefined) return false;
  const found = look(root);
  if (found.texts >= MANY_TEXTS) return false;
  if (NAMES.test(path.split("/").at(-1) ?? "") || isMarked(root)) return true;
  return (
    !Array.isArray(root) &&
    typeof root === "object" &&
    found.texts === 0 &&
    found.objects <= FEW_OBJECTS &&
    found.objects > 0
  );
}

/** How many texts of several words a document without records holds: it may be data in a shape that is not known, or one row. */
export function textsIn(path: string, root: Json | undefined): number {
  return root === undefined || isConfiguration(path, root) ? 0 : look(root).texts;
}

function isMarked(root: Json): boolean {
  if (typeof root !== "object" || root === null || Array.isArray(root)) return false;
  const schema = root["$schema"];
  if (
    typeof schema === "string" &&
    /deploymentTemplate|deploymentParameters|json-schema\.org|schemastore/i.test(schema)
  )
    return true;
  return MARKS.some((mark) => Object.hasOwn(root, mark));
}

/** Objects below the outermost, and texts of several words, as far as that matters. */
function look(root: Json): { objects: number; texts: number } {
  const found = { objects: 0, texts: 0 };
  let level: Json[] = [root];
  for (let depth = 0; level.length > 0 && depth < 12 && found.texts < MANY_TEXTS; depth++) {
    const below: Json[] = [];
    for (const value of level) {
      if (typeof value === "string") found.texts += Number(/\S\s+\S+\s+\S/.test(value));
      if (typeof value !== "object" || value === null) continue;
      if (depth > 0 && !Array.isArray(value)) found.objects++;
      for (const child of Object.values(value)) below.push(child);
    }
    level = below;
  }
  return found;
}
