/** JSON files that programs are set up with: lock files, manifests, SBOMs, templates, training parameters, notebooks. */
import { isMap, type Json } from "../../model/json.ts";

/** So many texts of several words are data, whatever the file is called and whatever stands beside them. */
const MANY_TEXTS = 50;
/** A file of fewer objects, none with a text of several words, holds parameters. */
const FEW_OBJECTS = 8;

const NAMES = new RegExp(
  `^(${[
    "(npm-shrinkwrap|package|composer|jsconfig|tsconfig|angular|nx|lerna|turbo|renovate|vercel|firebase|now|app|bower|deno|datapackage)(\\..*)?",
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
  "projectOwner",
]; // biome-ignore format: a word list

/** Documents of a standard, however many texts they hold: what has to be in the outermost object, and all that may be. */
const STANDARDS: readonly (readonly [needed: readonly string[], all: string])[] = [
  [["openapi", "info", "paths"], "servers security webhooks components tags externalDocs jsonSchemaDialect"],
  [["swagger", "info", "paths"], "host basePath schemes consumes produces definitions parameters responses securityDefinitions security tags externalDocs"],
  [["apiVersion", "kind"], "metadata spec status items data stringData type rules subjects roleRef webhooks"],
  [["bomFormat", "specVersion"], "serialNumber version metadata components services externalReferences dependencies compositions vulnerabilities annotations formulation declarations definitions properties signature"],
  [["spdxVersion", "SPDXID"], "name dataLicense documentNamespace creationInfo packages files snippets relationships annotations externalDocumentRefs hasExtractedLicensingInfos documentDescribes comment"],
  [["nbformat", "cells"], "metadata nbformat_minor"],
  [["version", "resources"], "terraform_version serial lineage outputs check_results"],
  [["lockfileVersion", "name"], "version requires packages dependencies"],
  [["panels", "schemaVersion"], "annotations description editable fiscalYearStartMonth graphTooltip id iteration links liveNow refresh style tags templating time timepicker timezone title uid version weekStart"],
]; // biome-ignore format: a standard a line

/** The texts of a program's surface in one language: `locales/de.json`, `l10n/app_en.json`. */
const LOCALE =
  /(?:^|\/)(?:_?locales?|i18n|l10n)\/(?:.*[/_.-])?[a-z]{2,3}(?:[-_][a-z]{2,4})?(?:\/[^/]+)?\.json$/i;
/** Folders in which editors and services keep their settings. */
const SETTINGS_FOLDER = /(?:^|\/)\.(?:vscode|idea|devcontainer|circleci|github|storybook|husky)\//i;
/** A list of objects with two of these is a list of runs. */
const PARAMETERS =
  /^(?:lr|learning_rate|(?:num_)?(?:train_)?epochs?|(?:per_device_)?(?:train_)?batch_size|weight_decay|dropout|warmup_(?:steps|ratio)|optimizer)$/i;

/** Whether a document is a configuration: by name or marks where it holds no mass of texts, or by holding none at all. */
export function isConfiguration(path: string, root: Json | undefined): boolean {
  if (root === undefined) return false;
  if (isOfStandard(root) || (LOCALE.test(path) && isLocale(root, 0))) return true;
  const found = look(root);
  if (found.texts >= MANY_TEXTS) return false;
  if (SETTINGS_FOLDER.test(path)) return true;
  const isNamed = NAMES.test(path.split("/").at(-1) ?? "");
  // Each object of an outermost list is a row to whoever loads it: with a text it is data, whatever else it holds.
  if (Array.isArray(root)) return found.texts === 0 && (isNamed || isListOfRuns(root));
  return isNamed || isMarked(root) || (isMap(root) && holdsParameters(found));
}

function holdsParameters({ texts, objects }: { texts: number; objects: number }): boolean {
  return texts === 0 && objects <= FEW_OBJECTS && objects > 0;
}

/** How many texts of several words a document without records holds: it may be data in a shape that is not known, or one row. */
export function textsIn(path: string, root: Json | undefined): number {
  return root === undefined || isConfiguration(path, root) ? 0 : look(root).texts;
}

function isOfStandard(root: Json): boolean {
  if (!isMap(root)) return false;
  const keys = Object.keys(root).filter((key) => !/^(?:x-|\$)/.test(key));
  const { paths = {}, packages = {}, items = [] } = root;
  // Rows under a key of the standard make no document of it.
  if (!isMap(paths) || (Object.hasOwn(root, "lockfileVersion") && !isOfPackages(packages))) return false;
  if (!Array.isArray(items) || !items.every(isOfStandard)) return false;
  return STANDARDS.some(
    ([needed, all]) =>
      needed.every((key) => Object.hasOwn(root, key)) &&
      keys.every((key) => needed.includes(key) || all.split(" ").includes(key)),
  );
}

/** Packages of a lock file are under the paths to which they are installed. */
function isOfPackages(packages: Json): boolean {
  return isMap(packages) && Object.keys(packages).every((path) => path === "" || path.includes("/"));
}

/** Texts under names, and no list of anything else: names have no spaces, as texts would. */
function isLocale(value: Json, depth: number): boolean {
  if (!isMap(value) || depth > 8) return false;
  return Object.entries(value).every(
    ([key, below]) =>
      !/\s/.test(key) && (typeof below === "string" || (!Array.isArray(below) && isLocale(below, depth + 1))),
  );
}

function isListOfRuns(root: readonly Json[]): boolean {
  return (
    root.length > 0 &&
    root.every((run) => isMap(run) && Object.keys(run).filter((key) => PARAMETERS.test(key)).length >= 2)
  );
}

function isMarked(root: Json): boolean {
  if (!isMap(root)) return false;
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
