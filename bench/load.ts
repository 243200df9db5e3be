/**
 * Two questions about load, asked of the finished program (`npm run build` first) on PostgreSQL:
 * how fast webhooks are answered while reviews run (1,000 deliveries, 50 a second), and how many reviews a minute
 * 1, 2 and 4 workers do. Both engines for the first question. Prints tables; ends with status 1 if an answer was
 * refused or the 99th percentile is above a second.
 *
 *   tsx bench/load.ts [--deliveries N] [--reviews N] [--only webhooks|reviews]
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { findPostgres, startPostgres } from "../test/support/postgres.ts";
import { type Database, openDatabases } from "./faults/database.ts";
import { type Answers, answerTimes, reviewsAMinute } from "./faults/load.ts";

const { values } = parseArgs({
  options: {
    deliveries: { type: "string", default: "1000" },
    reviews: { type: "string", default: "120" },
    only: { type: "string" },
  },
});
const bin = findPostgres();
if (bin === null)
  console.warn("PostgreSQL is not installed (apt-get install postgresql): only libsql is measured.");
const server = bin === null ? null : startPostgres(bin, { durable: true });
const answers: (Answers & { engine: string })[] = [];
const rates: { workers: number; reviewsAMinute: number }[] = [];

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "dr-load-"));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Processes that want to run, on average over the last minute: figures of a busy machine say little. */
const load = () => readFileSync("/proc/loadavg", "utf8").split(" ")[0];

async function measure(databases: readonly Database[]): Promise<void> {
  for (const database of databases) {
    if (values.only === "reviews") break;
    const found = await inFolder((folder) => answerTimes(database, folder, Number(values.deliveries)));
    answers.push({ engine: database.engine, ...found });
    console.log(`${database.engine}: ${JSON.stringify(found)}, machine load ${load()}`);
  }
  const postgres = databases.find(({ engine }) => engine === "postgres");
  if (!postgres || values.only === "webhooks") return;
  for (const workers of [1, 2, 4]) {
    const rate = await inFolder((folder) =>
      reviewsAMinute(postgres, folder, workers, Number(values.reviews)),
    );
    rates.push({ workers, reviewsAMinute: rate });
    console.log(`${workers} workers: ${rate} reviews a minute, machine load ${load()}`);
  }
}

try {
  await measure(openDatabases(server));
} finally {
  server?.remove();
}
mkdirSync("bench/results", { recursive: true });
writeFileSync("bench/results/load.json", `${JSON.stringify({ answers, rates }, null, 2)}\n`);
process.exitCode = answers.every(({ refused, p99 }) => refused === 0 && p99 < 1_000) ? 0 : 1;
