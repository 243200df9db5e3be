/** Writes `.env.example` from the list of variables. */
import { environmentSchema } from "../../src/service/environment.ts";

/** What has to be set; everything else has a default that works. */
const needed = new Set(["APP_ID", "PRIVATE_KEY_PATH", "WEBHOOK_SECRET"]);

/** The text of `.env.example`: every variable with its description, and its default where it has one. */
export function environmentExample(): string {
  const entries = Object.entries(environmentSchema.shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    const value = fallback.success && fallback.data !== undefined ? String(fallback.data) : "";
    const line = needed.has(name) ? `${name}=` : `# ${name}=${value}`;
    return `# ${schema.description ?? ""}\n${line}\n`;
  });
  return [
    "# Copy to .env and set what is not commented out; `dataset-review setup` writes these three for a new App.\n" +
      "# Generated from src/service/environment.ts by `npm run docs`. docs/operations.md explains.\n",
    ...entries,
  ].join("\n");
}
