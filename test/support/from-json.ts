import type { ReviewResult } from "../../src/model/result.ts";
import type { ResultJson } from "../../src/report/json/json-schema.ts";

/** A result from the JSON output, as far as that holds it. */
export function fromJson({ memory, textLengths, ...json }: ResultJson): ReviewResult {
  const files = json.files.map((file) => ({ ...file, labels: new Map(Object.entries(file.labels)) }));
  const optional = { ...(memory && { memory }), ...(textLengths && { textLengths }) };
  return { ...json, ...optional, observed: json.observed === true, files } as ReviewResult;
}
