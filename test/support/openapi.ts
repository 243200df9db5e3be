import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";

/** GitHub's description of its API; see the note beside the file. */
const file = new URL("../fixtures/github-openapi.slim.json", import.meta.url);

type Schema = Record<string, unknown>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Operation {
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly bodySchema: Schema | null;
  readonly responses: Record<string, Schema>;
}

const description = normalise(JSON.parse(readFileSync(fileURLToPath(file), "utf8"))) as Schema;
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, formats: fullFormats });
for (const format of ["int64", "repo.nwo", "ssh-key"]) ajv.addFormat(format, true);
ajv.addSchema(description, "github");
const compiled = new Map<string, ValidateFunction>();

/** OpenAPI 3.0 says `nullable`; JSON Schema says it with a type, and `enum` has to list null too. */
function normalise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, normalise(child)] as const);
  const { nullable, ...schema }: Schema = Object.fromEntries(entries);
  return nullable === true ? { anyOf: [schema, { type: "null" }] } : schema;
}

/** The value at a JSON pointer or reference; references are followed. */
export function resolve(schema: Schema): Schema {
  if (typeof schema.$ref !== "string") return schema;
  const steps = schema.$ref.replace(/^(github)?#\//, "").split("/");
  const found = steps.reduce<unknown>((at, step) => (at as Schema)[unescapePointer(step)], description);
  return resolve(found as Schema);
}

function unescapePointer(step: string): string {
  return decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
}

function pointer(...steps: string[]): string {
  const escaped = steps.map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1")));
  return `github#/${escaped.join("/")}`;
}

const operations: readonly Operation[] = Object.entries(description.paths as Record<string, Schema>).flatMap(
  ([path, methods]) =>
    Object.entries(methods as Record<string, Schema>).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters: ((operation.parameters ?? []) as Schema[]).map((p) => resolve(p) as unknown as Parameter),
      bodySchema: operation.requestBody ? bodyOf(path, method) : null,
      responses: operation.responses as Record<string, Schema>,
    })),
);

function bodyOf(path: string, method: string): Schema {
  return { $ref: pointer("paths", path, method, "requestBody", "content", "application/json", "schema") };
}

/** The operation that a request is for. The longest path wins; `{ref}` and `{path}` may hold slashes. */
export function operationFor(method: string, pathname: string): Operation | null {
  const fits = operations.filter((operation) => {
    if (operation.method !== method) return false;
    const parts = operation.path.split(/(\{[^}]+\})/).map((part) => {
      if (!part.startsWith("{")) return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
      return ["{ref}", "{path}", "{basehead}"].includes(part) ? ".+" : "[^/]+";
    });
    return new RegExp(`^${parts.join("")}$`).test(pathname);
  });
  return fits.sort((a, b) => b.path.length - a.path.length)[0] ?? null;
}

function problems(schema: Schema, value: unknown): string[] {
  const key = JSON.stringify(schema);
  const validate = compiled.get(key) ?? ajv.compile(schema);
  compiled.set(key, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath || "/"} ${message ?? ""}`,
  );
}

/** Keys of a request body that the description does not know: GitHub would ignore them, or refuse the whole. */
function unknownKeys(schema: Schema, value: unknown, at = ""): string[] {
  const { properties, items } = resolve(schema) as { properties?: Record<string, Schema>; items?: Schema };
  if (Array.isArray(value))
    return items ? value.flatMap((item, i) => unknownKeys(items, item, `${at}/${i}`)) : [];
  if (typeof value !== "object" || value === null || !properties) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    properties[key] ? unknownKeys(properties[key], child, `${at}/${key}`) : [`${at}/${key} is unknown`],
  );
}

/** What is wrong with a request, in words; empty when GitHub would take it. */
export function requestProblems(method: string, url: URL, body: unknown): string[] {
  // GraphQL has a description of its own.
  if (url.pathname === "/graphql") return [];
  const operation = operationFor(method, url.pathname);
  if (!operation) return [`no such operation: ${method} ${url.pathname}`];
  const query = [...url.searchParams].flatMap(([name, text]) => {
    const parameter = operation.parameters.find((known) => known.in === "query" && known.name === name);
    if (!parameter) return [`query parameter ${name} is unknown`];
    const type = resolve(parameter.schema ?? {}).type;
    const value = type === "integer" ? Number(text) : type === "boolean" ? text === "true" : text;
    return problems(parameter.schema ?? {}, value).map((problem) => `query parameter ${name}: ${problem}`);
  });
  if (!operation.bodySchema) return query;
  return [...query, ...problems(operation.bodySchema, body), ...unknownKeys(operation.bodySchema, body)];
}

/** The schema of a JSON reply, or null where a status has none. */
export function replySchema(route: string, status: number): Schema | null {
  const operation = operations.find((known) => known.route === route);
  if (!operation) throw new Error(`no such operation: ${route}`);
  const reply = operation.responses[String(status)];
  if (!reply) return null;
  const { content } = resolve(reply) as { content?: Record<string, { schema?: Schema }> };
  return content?.["application/json"]?.schema ?? null;
}

/** What is wrong with a canned JSON reply. */
export function replyProblems(method: string, url: URL, status: number, body: unknown): string[] {
  const operation = operationFor(method, url.pathname);
  if (!operation) return [];
  if (status >= 400) return [];
  const schema = replySchema(operation.route, status);
  if (!schema) return [`${operation.route} never answers ${status}`];
  return problems(absolute(schema), body);
}

/** References inside a schema taken out of the description point into it. */
function absolute(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"github#/')) as Schema;
}

/** What is wrong with a webhook payload of ours. */
export function webhookProblems(name: string, payload: unknown): string[] {
  return problems(
    { $ref: pointer("x-webhooks", name, "post", "requestBody", "content", "application/json", "schema") },
    payload,
  );
}
