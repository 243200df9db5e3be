/** Writes the configuration reference of the documentation from the schema. */
import type * as z from "zod";
import { configPaths } from "../../src/config/dataset-paths.ts";
import { jsonSchema } from "../../src/config/parse.ts";

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The configuration reference as Markdown, from the schema alone: what is not described there does not exist. */
export function configurationReference(): string {
  const sections = optionsOf(jsonSchema(), "").map(({ key, option }) =>
    [`### \`${key}\``, option.description, facts(option)].filter(Boolean).join("\n\n"),
  );
  return `${introduction}\n${sections.join("\n\n")}\n`;
}

const introduction = `<!-- Generated from src/config/schema.ts by \`npm run docs\`. Edit the descriptions there. -->
# Configuration

A repository is configured by \`${configPaths[0]!}\` (or \`.yaml\`). Every option has a default; without the file all
defaults hold. For a pull request the file is read **from the base branch**, so a pull request cannot loosen its own
review. A key that is not listed here is an error, shown in the check with its line.

The file is plain YAML: anchors, aliases, merge keys and tags are refused. A JSON schema for editors is in
[configuration.schema.json](configuration.schema.json).

\`\`\`yaml
include: ["data/**/*.{jsonl,csv}"]
exclude: ["data/scratch/**"]
columns:
  - files: "data/reviews/*.csv"
    text: [title, body]
    label: stars
policy:
  blockAt: high
  warnAt: medium
annotations:
  budget: 30
\`\`\`

Path patterns: \`*\` is any part of a name, \`**\` any number of folders, \`{a,b}\` either, \`?\` one character, \`[a-z]\` a
range. Letter case is ignored, and names that start with a dot are matched too.

## Options
`;

function optionsOf(schema: JsonSchema, prefix: string): { key: string; option: JsonSchema }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const option = value as JsonSchema;
    const key = `${prefix}${name}`;
    const items = option.items as JsonSchema | undefined;
    const nested = option.properties ? optionsOf(option, `${key}.`) : [];
    const ofItems = items?.properties ? optionsOf(items, `${key}[].`) : [];
    return [{ key, option }, ...nested, ...ofItems];
  });
}

function facts(option: JsonSchema): string {
  const lines = [`- Value: ${kindOf(option)}`];
  const isGroup = option.properties !== undefined;
  if (option.default !== undefined && !isGroup)
    lines.push(`- Default: \`${JSON.stringify(option.default)}\``);
  return lines.join("\n");
}

function kindOf(option: JsonSchema): string {
  if (option.enum) return option.enum.map((choice) => `\`${String(choice)}\``).join(", ");
  if (option.anyOf) return option.anyOf.map((way) => kindOf(way)).join("; or ");
  if (option.type === "array") return `list of: ${kindOf((option.items ?? {}) as JsonSchema)}`;
  if (option.type === "object") return "group of options";
  if (option.type === "boolean") return "`true`, `false`";
  if (option.type === "integer" || option.type === "number") return numberKind(option);
  return "text";
}

function numberKind({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const bounds = [
    minimum === undefined ? null : `at least ${minimum}`,
    exclusiveMinimum === undefined ? null : `above ${exclusiveMinimum}`,
    // The schema of a whole number names the largest one that there is; that bounds nothing.
    maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? null : `at most ${maximum}`,
    exclusiveMaximum === undefined ? null : `below ${exclusiveMaximum}`,
  ].filter((bound) => bound !== null);
  return [type === "integer" ? "whole number" : "number", ...bounds].join(", ");
}
