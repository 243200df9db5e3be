/** Reads the text of a configuration and checks it; what is wrong comes back with line and remedy. */
import * as z from "zod";
import { explain } from "./explain.ts";
import { asConfig, type Config, defaultConfig, schema } from "./schema.ts";
import { readYaml } from "./yaml.ts";

/** One thing that is wrong with a configuration, for the person who can mend it. */
export interface ConfigError {
  readonly file: string;
  /** Line in the file, from 1. */
  readonly line: number;
  /** The option as a dotted path (`policy.blockAt`, `columns[0].text`); empty for the file as a whole. */
  readonly key: string;
  readonly message: string;
  readonly remedy: string;
}

export type ParsedConfig =
  | { readonly status: "valid"; readonly config: Config }
  | { readonly status: "invalid"; readonly errors: readonly ConfigError[] };

/** What became of looking for a configuration. Absent, unreadable and invalid are three different things. */
export type ConfigOutcome =
  | ParsedConfig
  | { readonly status: "absent"; readonly config: Config }
  | { readonly status: "unreadable"; readonly file: string; readonly reason: string };

/** Reads a configuration file's text. Never throws: what is wrong comes back with line, key and remedy. */
export function parseConfig(yamlText: string, fileName: string): ParsedConfig {
  const parsed = parseYaml(schema, yamlText, fileName);
  return "errors" in parsed
    ? { status: "invalid", errors: parsed.errors }
    : { status: "valid", config: asConfig(parsed.value) };
}

/** What a schema makes of YAML; or everything that is wrong, with line, key and remedy. */
export function parseYaml<T extends z.ZodType>(
  expected: T,
  yamlText: string,
  file: string,
): { readonly value: z.output<T> } | { readonly errors: readonly ConfigError[] } {
  const { value, problems, lineOf } = readYaml(yamlText);
  if (problems.length > 0) return { errors: problems.map((problem) => ({ file, ...problem })) };
  const parsed = expected.safeParse(value ?? {}, { reportInput: true });
  if (parsed.success) return { value: parsed.data };
  const root = z.toJSONSchema(expected, { io: "input" });
  const errors = parsed.error.issues.flatMap((issue) => explain(issue, root));
  return {
    errors: errors
      .map(({ path, ...error }) => ({ file, line: lineOf(path), ...error }))
      .sort((a, b) => a.line - b.line),
  };
}

/** The outcome where there is no file: the defaults hold. */
export const absentConfig: ConfigOutcome = { status: "absent", config: defaultConfig };

/** What may be written into the file, as JSON Schema. */
export function jsonSchema(): z.core.JSONSchema.JSONSchema {
  return z.toJSONSchema(schema, { io: "input" });
}

/** One line for a log, a terminal or a check: `file:line: key: message. remedy`. */
export function formatConfigError({ file, line, key, message, remedy }: ConfigError): string {
  return `${file}:${line}: ${key === "" ? "" : `${key}: `}${message}. ${remedy}`;
}
