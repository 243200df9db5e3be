/** Keeps what became of each review: its end, its findings, and its report where that may be kept. */
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { ExpressionBuilder } from "kysely";
import type { Engine } from "./engines/engine.ts";
import type { DrillRates, KeptFinding, ReviewRecord, Reviews } from "./store.ts";
import { liveStates, type Tables } from "./tables.ts";

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** What a record holds. Findings and report are large, and read by methods of their own. */
const columns = [
  "id",
  "owner",
  "repo",
  "installationId",
  "pullNumber",
  "headSha",
  "checkRunId",
  "startedAt",
  "completedAt",
  "conclusion",
  "changedRows",
] as const satisfies readonly (keyof ReviewRecord)[];

// eslint-disable-next-line max-lines-per-function -- a method a query, none of which needs another
export function reviewsOn(engine: Engine): Reviews {
  const { db } = engine;
  const change = (id: string) => db.updateTable("reviews").where("id", "=", id);
  const of = (id: string) => db.selectFrom("reviews").where("id", "=", id);
  return {
    start: async ({ id, owner, repo, installationId, pullNumber, headSha }) => {
      const added = await db
        .insertInto("reviews")
        .values({
          ...{ id, owner, repo, installationId, pullNumber, headSha },
          startedAt: engine.now(),
        })
        .onConflict((c) => c.column("id").doNothing())
        .returning("id")
        .executeTakeFirst();
      return added !== undefined;
    },
    posted: async (id, checkRunId) => {
      await change(id).set({ checkRunId }).execute();
    },
    keep: async (id, { findings, report, ...figures }) => {
      const kept = {
        findings: JSON.stringify(findings),
        report: report === null ? null : await compress(report),
      };
      await change(id)
        .set({ ...figures, ...kept })
        .returning("id")
        .executeTakeFirstOrThrow();
    },
    complete: async (id, conclusion) => {
      await change(id)
        .set({ completedAt: engine.now(), conclusion })
        .returning("id")
        .executeTakeFirstOrThrow();
    },
    discard: async (id) => {
      await db
        .deleteFrom("reviews")
        .where("id", "=", id)
        .where("checkRunId", "is", null)
        .where("completedAt", "is", null)
        .execute();
    },
    get: async (id) => (await of(id).select(columns).executeTakeFirst()) ?? null,
    findings: async (id) => {
      const row = await of(id).select("findings").executeTakeFirst();
      return row?.findings ? (JSON.parse(row.findings) as KeptFinding[]) : [];
    },
    report: async (id) => {
      const row = await of(id).select("report").executeTakeFirst();
      return row?.report ? (await expand(row.report)).toString("utf8") : null;
    },
    list: (owner, repo, pullNumber) =>
      db
        .selectFrom("reviews")
        .select(columns)
        .where((e) => e.and({ owner, repo, pullNumber }))
        .orderBy("startedAt", "desc")
        .orderBy("id")
        .execute(),
    abandoned: (limit) =>
      db
        .selectFrom("reviews")
        .select(columns)
        .where("completedAt", "is", null)
        .where((e) => e.not(e.exists(liveJobOfReview(e))))
        .orderBy("startedAt")
        .limit(limit)
        .execute(),
    keepRates: async (id, rates) => {
      await change(id)
        .set({ rates: JSON.stringify(rates) })
        .execute();
    },
    rates: async (owner, repo, limit) => {
      const rows = await db
        .selectFrom("reviews")
        .select("rates")
        .where((e) => e.and({ owner, repo }))
        .where("rates", "is not", null)
        .orderBy("startedAt", "desc")
        .limit(limit)
        .execute();
      return rows.map((row) => JSON.parse(row.rates!) as DrillRates).reverse();
    },
  };
}

/** The job that could bring a review its end. */
const liveJobOfReview = (e: ExpressionBuilder<Tables, "reviews">) =>
  e
    .selectFrom("jobs")
    .select("jobs.id")
    .whereRef("jobs.id", "=", "reviews.id")
    .where("jobs.state", "in", liveStates);
