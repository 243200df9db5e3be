import { replySchema, resolve } from "./openapi.ts";

type Schema = Record<string, unknown>;

/**
 * The smallest reply that GitHub's description allows for an operation, with what a test is about laid over it. So a
 * canned reply has every field that GitHub promises, and states only the one fact that matters.
 */
export function sampleReply(route: string, overrides: object = {}, status = 200): object {
  return over(sample(schemaOf(route, status)), overrides) as object;
}

/** The same for one item of a reply that is a list, or that holds its list under `key`. */
export function sampleItem(route: string, overrides: object = {}, key?: string): object {
  const reply = resolve(schemaOf(route, 200)) as { items?: Schema; properties?: Record<string, Schema> };
  const list = key === undefined ? reply : (resolve(reply.properties?.[key] ?? {}) as { items?: Schema });
  return over(sample(list.items ?? {}), overrides) as object;
}

function schemaOf(route: string, status: number): Schema {
  const schema = replySchema(route, status);
  if (!schema) throw new Error(`${route} has no JSON reply with status ${status}`);
  return schema;
}

function sample(given: Schema): unknown {
  const schema = resolve(given);
  const { type, properties, required, anyOf, oneOf, allOf } = schema as {
    type?: string;
    properties?: Record<string, Schema>;
    required?: string[];
    anyOf?: Schema[];
    oneOf?: Schema[];
    allOf?: Schema[];
  };
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (allOf) return Object.assign({}, ...allOf.map(sample)) as unknown;
  if (anyOf ?? oneOf) {
    const ways = (anyOf ?? oneOf)!;
    const nothing = ways.find((way) => way.type === "null");
    return nothing ? null : sample(ways[0]!);
  }
  if (properties) {
    return Object.fromEntries((required ?? []).map((key) => [key, sample(properties[key] ?? {})]));
  }
  switch (type) {
    case "array":
      return [];
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return false;
    case "string":
      return text(schema.format, schema.example);
    default:
      return {};
  }
}

function text(format: unknown, example: unknown): string {
  if (format === "date-time") return "2026-01-02T03:04:05Z";
  if (format === "uri") return "https://api.github.com/";
  if (format === "email") return "someone@example.com";
  return typeof example === "string" && format === undefined ? example : "x";
}

/** Lays objects over objects, key by key; lists and all other values replace. */
function over(base: unknown, top: unknown): unknown {
  const plain = (value: unknown): value is Schema =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (!plain(base) || !plain(top)) return top;
  const merged = { ...base };
  for (const [key, value] of Object.entries(top)) merged[key] = key in base ? over(base[key], value) : value;
  return merged;
}
