/** The schema of the JSON output as it is published with the documentation. */
import * as z from "zod";
import { resultSchema } from "../../src/report/json/json-schema.ts";

/**
 * The JSON Schema (draft 2020-12) that is published as `docs/result.schema.json`. It leaves unknown keys open,
 * for keys may be added.
 */
export function publishedSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(resultSchema, {
    target: "draft-2020-12",
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return { $schema, title: "dataset-review result", ...rest };
}
