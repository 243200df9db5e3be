import { expect, test } from "@jest/globals";
import * as z from "zod";
import { configurationReference } from "../../scripts/pages/configuration-reference.ts";
import { jsonSchema } from "../../src/config/parse.ts";
import { configSchema } from "../../src/config/schema.ts";
import type { Signal } from "../../src/signals/signal.ts";

const signal: Signal = {
  id: "odd-row",
  title: "Odd row",
  description: "Finds odd rows.",
  options: z.object({ minRows: z.number().int().default(5).describe("Fewest rows.") }),
  measure: () => ({ measured: false, reason: "not asked" }),
};

test("each signal brings its options with their defaults, and its severity cap", () => {
  const config = configSchema([signal]).parse({ policy: { atMost: { "odd-row": "warning" } } });
  expect(config.signals).toEqual({ "odd-row": { minRows: 5 } });
  expect(config.policy.atMost).toEqual({ "odd-row": "warning" });
});

test("a signal's options refuse unknown keys even where its own schema would drop them", () => {
  expect(configSchema([signal]).safeParse({ signals: { "odd-row": { minRow: 1 } } }).success).toBe(false);
  expect(configSchema([signal]).safeParse({ signals: { "old-row": {} } }).success).toBe(false);
});

test("every option is described", () => {
  const bare: string[] = [];
  const walk = (option: z.core.JSONSchema.JSONSchema, key: string) => {
    if (key !== "" && !option.description) bare.push(key);
    const items = option.items as z.core.JSONSchema.JSONSchema | undefined;
    for (const [name, child] of Object.entries({ ...option.properties, ...items?.properties })) {
      walk(child as z.core.JSONSchema.JSONSchema, `${key}/${name}`);
    }
  };
  walk(jsonSchema(), "");
  expect(bare).toEqual([]);
});

test("the reference names every top-level option", () => {
  const reference = configurationReference();
  for (const key of Object.keys(jsonSchema().properties ?? {})) expect(reference).toContain(`### \`${key}\``);
});
