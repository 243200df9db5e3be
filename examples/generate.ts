/**
 * Writes the demo dataset, to try the command line on: OUT/base and OUT/head with data/feedback.jsonl and, for the
 * last quarter of the rows, data/chat.csv. The same seed writes the same bytes.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { makeStory, story, storySeed } from "./feedback/dataset.ts";
import { toFiles } from "./feedback/files.ts";

const usage = `Usage: npm run example -- --out DIR [--seed N] [--base N] [--added N] [--corrected N] [--planted N]

Writes DIR/base and DIR/head, two versions of a dataset of support feedback, to review with:
  node dist/cli.js scan --base DIR/base --head DIR/head
Defaults: ${Object.entries({ seed: storySeed, ...story })
  .map(([name, value]) => `--${name} ${value}`)
  .join(" ")}`;

const count = { type: "string" } as const;
const options = {
  out: { type: "string" },
  seed: count,
  base: count,
  added: count,
  corrected: count,
  planted: count,
  help: { type: "boolean" },
} as const;

function whole(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (!/^\d{1,7}$/.test(value)) throw new Error(`--${name} must be a whole number, not "${value}"`);
  return Number(value);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help === true || values.out === undefined) {
    console.log(usage);
    process.exitCode = values.help === true ? 0 : 2;
    return;
  }
  const made = makeStory(whole("seed", values.seed, storySeed), {
    base: whole("base", values.base, story.base),
    added: whole("added", values.added, story.added),
    corrected: whole("corrected", values.corrected, story.corrected),
    planted: whole("planted", values.planted, story.planted),
  });
  for (const side of ["base", "head"] as const) {
    for (const [name, content] of toFiles(made, side)) {
      const file = path.join(values.out, side, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
  console.log(
    `Wrote ${made.base.length} base rows and ${made.head.length} head rows (${made.planted.length} planted).`,
  );
  console.log(`Review them:\n  node dist/cli.js scan --base ${values.out}/base --head ${values.out}/head`);
}

try {
  await main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
