/** Words for what is wrong with a configuration: which key, what is wrong, what to write instead. */
import type * as z from "zod";
import { closest } from "../text/closest.ts";

type JsonSchema = z.core.JSONSchema.JSONSchema;

interface Explained {
  readonly path: readonly PropertyKey[];
  readonly key: string;
  readonly message: string;
  readonly remedy: string;
}

/** Turns one issue of the schema into what a maintainer needs: which key, what is wrong, what to write instead. */
export function explain(issue: z.core.$ZodIssue, root: JsonSchema): Explained[] {
  const option = schemaAt(root, issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(option?.properties ?? {});
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      key: dotted([...issue.path, key]),
      message: "unknown key",
      remedy: unknownKeyRemedy(key, known, root),
    }));
  }
  return [
    { path: issue.path, key: dotted(issue.path), message: messageOf(issue), remedy: remedyOf(issue, option) },
  ];
}

function unknownKeyRemedy(key: string, known: readonly string[], root: JsonSchema): string {
  const meant = closest(key, known);
  if (meant !== null) return `Did you mean \`${meant}\`?`;
  const places = placesOf(key, root);
  if (places.length > 0) return `It stands elsewhere: ${places.map((place) => `\`${place}\``).join(", ")}.`;
  return known.length === 0 ? "Remove it." : `Known here: ${known.join(", ")}.`;
}

/** Where below the top the schema knows a key, as in `columns: [{label: …}]`. */
function placesOf(key: string, root: JsonSchema): string[] {
  return Object.entries(root.properties ?? {}).flatMap(([name, option]) => {
    if (typeof option !== "object") return [];
    const entry = option.items as JsonSchema | undefined;
    const keys = Array.from(new Set([...(entry?.required ?? []), key]), (one) => `${one}: …`);
    if (Object.hasOwn(option.properties ?? {}, key)) return [`${name}: {${key}: …}`];
    return Object.hasOwn(entry?.properties ?? {}, key) ? [`${name}: [{${keys.join(", ")}}]`] : [];
  });
}

function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
    case "invalid_union":
      return `has a value of the wrong kind${"expected" in issue ? ` (expected ${issue.expected})` : ""}`;
    case "too_small":
      return `is too small or too short (at least ${issue.minimum})`;
    case "too_big":
      return `is too large or too long (at most ${issue.maximum})`;
    case "invalid_value":
      return "has a value that is not among the choices";
    default:
      return issue.message;
  }
}

function remedyOf(issue: z.core.$ZodIssue, option: JsonSchema | null): string {
  const choices =
    option?.enum ?? option?.anyOf?.flatMap((way) => (typeof way === "object" ? (way.enum ?? []) : []));
  const allowed = choices && choices.length > 0 ? `Choices: ${choices.map(String).join(", ")}.` : null;
  const given = issue.input;
  const meant =
    typeof given === "string" && choices
      ? closest(
          given,
          choices.filter((choice) => typeof choice === "string"),
        )
      : null;
  const isEntry = issue.code === "invalid_type" && issue.expected === "array" && typeof given === "object";
  const parts = [
    isEntry ? "Write a list, each entry after `- `." : null,
    meant === null ? null : `Did you mean \`${meant}\`?`,
    allowed,
    option?.description ?? null,
  ];
  return parts.filter((part) => part !== null).join(" ") || "See docs/configuration.md for an example.";
}

/** `columns[0].text` */
function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((step, i) => (typeof step === "number" ? `[${step}]` : `${i === 0 ? "" : "."}${String(step)}`))
    .join("");
}

/** The part of the JSON schema that describes an option; null where a path leads out of it. */
function schemaAt(root: JsonSchema, path: readonly PropertyKey[]): JsonSchema | null {
  let at: unknown = root;
  for (const step of path) {
    if (typeof at !== "object" || at === null) return null;
    const here = at as JsonSchema;
    const items = here.items;
    if (typeof step === "number") at = Array.isArray(items) ? items[step] : items;
    else at = here.properties && Object.hasOwn(here.properties, step) ? here.properties[String(step)] : null;
  }
  return typeof at === "object" ? (at as JsonSchema | null) : null;
}
