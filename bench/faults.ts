/**
 * What must hold whatever dies: no review lost, every head ends with exactly one completed check run, and no
 * annotation stands twice. The finished program runs as processes of its own (`npm run build` first) on both engines,
 * against a GitHub of ours that can fail; see docs/operations.md. Ends with status 1 if anything does not hold.
 *
 *   tsx bench/faults.ts [--pulls N] [--kills N] [--engine libsql|postgres] [--only kills|faults|outage|duplicates|crash]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { findPostgres, startPostgres } from "../test/support/postgres.ts";
import { type Database, openDatabases } from "./faults/database.ts";
import { crash, duplicates, manyPulls, type Outcome } from "./faults/scenarios.ts";

const { values } = parseArgs({
  options: {
    pulls: { type: "string", default: "500" },
    kills: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
    engine: { type: "string" },
    only: { type: "string" },
  },
});
const pulls = Number(values.pulls);
const seed = Number(values.seed);

const scenarios: Readonly<Record<string, (database: Database, folder: string) => Promise<Outcome>>> = {
  kills: (database, folder) =>
    manyPulls({ database, folder, seed, pulls, kills: Number(values.kills), faultRate: 0, outage: false }),
  faults: (database, folder) =>
    manyPulls({ database, folder, seed, pulls, kills: 0, faultRate: 0.2, outage: false }),
  outage: (database, folder) =>
    manyPulls({ database, folder, seed, pulls, kills: 0, faultRate: 0, outage: true }),
  duplicates,
  crash,
};

const bin = values.engine === "libsql" ? null : findPostgres();
if (bin === null && values.engine !== "libsql") {
  console.warn("PostgreSQL is not installed (apt-get install postgresql): only libsql is tried.");
}
const server = bin === null ? null : startPostgres(bin, { durable: true });
const results: { engine: string; scenario: string; outcome: Outcome }[] = [];
try {
  for (const database of openDatabases(server)) {
    if (values.engine !== undefined && database.engine !== values.engine) continue;
    for (const [scenario, run] of Object.entries(scenarios)) {
      if (values.only !== undefined && scenario !== values.only) continue;
      const folder = mkdtempSync(path.join(tmpdir(), "dr-faults-"));
      const outcome = await run(database, folder);
      rmSync(folder, { recursive: true, force: true });
      results.push({ engine: database.engine, scenario, outcome });
      const { problems, ...facts } = outcome;
      console.log(
        `${problems.length === 0 ? "holds" : "BROKEN"}  ${database.engine} ${scenario} ${JSON.stringify(facts)}`,
      );
      for (const problem of problems.slice(0, 20)) console.log(`        ${problem}`);
    }
  }
} finally {
  server?.remove();
}
mkdirSync("bench/results", { recursive: true });
writeFileSync("bench/results/faults.json", `${JSON.stringify(results, null, 2)}\n`);
process.exitCode =
  results.every(({ outcome }) => outcome.problems.length === 0) && results.length > 0 ? 0 : 1;
