import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { openEngine } from "../../src/store/engines/open-engine.ts";
import { openStore } from "../../src/store/open.ts";
import type { KeptFinding, Retention, ReviewStart, Store } from "../../src/store/store.ts";
import { shrinkCache } from "../../src/store/upkeep.ts";
import { onEachEngine } from "./engines.ts";
import { delivery, job } from "./jobs.ts";

const day = 86_400_000;
const keepAll: Retention = {
  reviewDays: 1e4,
  reportDays: 1e4,
  historyDays: 1e4,
};

function review(change: Partial<ReviewStart> = {}): ReviewStart {
  return {
    id: "r1",
    owner: "octo",
    repo: "data",
    installationId: 7,
    pullNumber: 1,
    headSha: "a".repeat(40),
    ...change,
  };
}

function finding(change: Partial<KeptFinding> = {}): KeptFinding {
  return {
    id: "trigger-scan-0123abcd",
    severity: "failure",
    rows: [
      { path: 'data/ü, "quoted".jsonl', line: 3, side: "head" },
      { path: "b.csv", line: 9, side: "base" },
    ],
    rowsHash: "ab".repeat(32),
    ...change,
  };
}

const found = {
  changedRows: 412,
  findings: [finding(), finding({ id: "style-shift-00000000", rows: [] })],
  report: "<p>ü</p>".repeat(1_000),
} as const;

onEachEngine((fresh) => {
  let store: Store;
  let time: number;
  let url: string;
  beforeEach(async () => {
    time = 1_700_000_000_000;
    url = await fresh();
    store = await openStore({ url, now: () => time });
  });
  afterEach(() => store.close());

  /** Runs a statement behind the store's back. */
  const tamper = async (statement: ReturnType<typeof sql>) => {
    const engine = openEngine(url);
    await statement.execute(engine.db);
    await engine.db.destroy();
  };

  describe("reviews", () => {
    test("that are drills keep their rates: the newest ones, oldest first", async () => {
      for (const id of ["d1", "d2", "d3"]) {
        await store.reviews.start(review({ id, pullNumber: null }));
        await store.reviews.keepRates(id, { "zero-width": Number(id.slice(1)) / 4 });
        time += 1_000;
      }
      await store.reviews.start(review({ id: "r1" }));
      const kept = await store.reviews.rates("octo", "data", 2);
      expect(kept).toEqual([{ "zero-width": 0.5 }, { "zero-width": 0.75 }]);
      expect(await store.reviews.rates("octo", "other", 2)).toEqual([]);
    });

    test("are kept with findings, row locations and report", async () => {
      await store.reviews.start(review());
      await store.reviews.posted("r1", 12_345_678_901);
      time += 1_500;
      await store.reviews.keep("r1", found);
      expect((await store.reviews.get("r1"))?.completedAt).toBeNull();
      await store.reviews.complete("r1", "failure");
      expect(await store.reviews.get("r1")).toEqual({
        ...review(),
        checkRunId: 12_345_678_901,
        startedAt: 1_700_000_000_000,
        completedAt: 1_700_000_001_500,
        conclusion: "failure",
        changedRows: 412,
      });
      expect(await store.reviews.findings("r1")).toEqual(found.findings);
      expect(await store.reviews.report("r1")).toBe(found.report);
    });

    test("a retry finds its record and replaces the findings", async () => {
      expect(await store.reviews.start(review())).toBe(true);
      await store.reviews.keep("r1", found);
      expect(await store.reviews.start(review())).toBe(false);
      await store.reviews.keep("r1", { ...found, findings: [finding()], report: null });
      expect(await store.reviews.findings("r1")).toHaveLength(1);
      expect(await store.reviews.report("r1")).toBeNull();
    });

    test("list of a pull request, newest first", async () => {
      for (const [i, pullNumber] of [1, 2, 1].entries()) {
        await store.reviews.start(review({ id: `r${i}`, pullNumber }));
        time += 1;
      }
      expect((await store.reviews.list("octo", "data", 1)).map((r) => r.id)).toEqual(["r2", "r0"]);
      expect(await store.reviews.list("octo", "other", 1)).toEqual([]);
    });

    test("abandoned: in progress while no live job stands behind them", async () => {
      await store.queue.enqueue([job()]);
      const claim = await store.queue.claim("w", 1_000);
      const id = claim?.job.id ?? "";
      await store.reviews.start(review({ id }));
      expect(await store.reviews.abandoned(10)).toEqual([]);
      if (claim) await store.queue.complete(claim);
      expect((await store.reviews.abandoned(10)).map((r) => r.id)).toEqual([id]);
      await store.reviews.complete(id, "cancelled");
      expect(await store.reviews.abandoned(10)).toEqual([]);
    });

    test("discarded only while nothing was posted", async () => {
      await store.reviews.start(review({ id: "r1" }));
      await store.reviews.start(review({ id: "r2" }));
      await store.reviews.posted("r2", 5);
      await store.reviews.discard("r1");
      await store.reviews.discard("r2");
      expect((await store.reviews.list("octo", "data", 1)).map((r) => r.id)).toEqual(["r2"]);
    });

    test("keeping or completing an unknown review rejects instead of losing it", async () => {
      await expect(store.reviews.keep("nobody", found)).rejects.toThrow();
      await expect(store.reviews.complete("nobody", "failure")).rejects.toThrow();
    });
  });

  test("decisions: the latest on the same finding and rows counts; one press is recorded once", async () => {
    const decision = {
      id: "1",
      reviewId: "r",
      owner: "octo",
      repo: "data",
      pullNumber: 1,
      findingId: "f",
      rowsHash: "h",
      verdict: "accepted",
      actorId: 5,
      actorLogin: "kim",
    } as const;
    await store.decisions.record([decision, { ...decision, id: "2", rowsHash: "other rows" }]);
    time += 1;
    await store.decisions.record([{ ...decision, id: "3", verdict: "withdrawn" }]);
    time += 1;
    await store.decisions.record([decision]);
    await store.decisions.record([]);
    const kept = await store.decisions.latest("octo", "data", 1);
    expect(kept.map((d) => [d.rowsHash, d.verdict, d.at - 1_700_000_000_000])).toEqual([
      ["h", "withdrawn", 1],
      ["other rows", "accepted", 0],
    ]);
    expect(await store.decisions.latest("octo", "data", 2)).toEqual([]);
    expect(await store.decisions.latest("octo", "other", null)).toEqual([]);
    await store.decisions.record([{ ...decision, id: "4", pullNumber: 2, rowsHash: "third" }]);
    expect(await store.decisions.latest("octo", "data", null)).toHaveLength(3);
    await store.queue.enqueue([job({ owner: "octo", repo: "data", repositoryId: 7 })]);
    await store.queue.enqueue([job({ owner: "octo", repo: "renamed", repositoryId: 7 })]);
    expect(await store.decisions.latest("octo", "data", null)).toEqual([]);
    expect(await store.decisions.latest("octo", "renamed", null)).toHaveLength(3);
  });

  test("history: rows per merged pull request, oldest first; unknown does not replace known", async () => {
    const later = { number: 9, mergedAt: "2026-02-01T00:00:00Z", changedRows: 40 };
    await store.history.record("octo", "data", "kim", later);
    await store.history.record("octo", "data", "kim", {
      number: 3,
      mergedAt: "2026-01-01T00:00:00Z",
      changedRows: null,
    });
    await store.history.record("octo", "data", "kim", { ...later, changedRows: null });
    await store.history.record("octo", "data", "lee", { ...later, number: 10 });
    expect(await store.history.of("octo", "data", "kim")).toEqual([
      { number: 3, mergedAt: "2026-01-01T00:00:00Z", changedRows: null },
      later,
    ]);
  });

  describe("cache", () => {
    const value = "ä".repeat(256);

    test("gives back the very text, under kind, version and key", async () => {
      await store.cache.put("passed review", 1, "sha", value);
      expect(await store.cache.get("passed review", 1, "sha")).toBe(value);
      expect(await store.cache.get("passed review", 2, "sha")).toBeNull();
      expect(await store.cache.get("other", 1, "sha")).toBeNull();
      await store.cache.put("passed review", 2, "sha", "other");
      expect(await store.cache.get("passed review", 2, "sha")).toBe("other");
    });

    test("evicts the least recently used above its size, and what was not used for long", async () => {
      for (const name of ["a", "b", "c"]) {
        await store.cache.put("passed review", 1, name, value);
        time += 1;
      }
      await store.cache.get("passed review", 1, "a");
      // Room for two of the three entries of 256 characters: b was used longest ago.
      const engine = openEngine(url);
      await shrinkCache(engine, 512);
      await engine.db.destroy();
      expect(await store.cache.get("passed review", 1, "b")).toBeNull();
      expect(await store.cache.get("passed review", 1, "c")).not.toBeNull();
      time += 61 * day;
      await store.cache.get("passed review", 1, "a");
      await store.upkeep.prune(keepAll);
      expect(await store.cache.get("passed review", 1, "c")).toBeNull();
      expect(await store.cache.get("passed review", 1, "a")).not.toBeNull();
    });
  });

  describe("retention", () => {
    test("each kind of record ends at its own age; decisions never", async () => {
      await store.inbox.accept(delivery("d"), [job(), job({ pullNumber: 2 })]);
      const claim = await store.queue.claim("w", 1_000);
      if (claim) await store.queue.complete(claim);
      await store.reviews.start(review());
      await store.reviews.keep("r1", found);
      const merged = { number: 3, mergedAt: "2020-01-01T00:00:00Z", changedRows: 1 };
      await store.history.record("octo", "data", "kim", merged);
      time += 6 * day;
      await store.upkeep.prune({ ...keepAll, reportDays: 5 });
      expect(await store.inbox.known(["d"])).toEqual(new Set(["d"]));
      expect(await store.reviews.report("r1")).toBeNull();
      // What says nothing of the dataset stays.
      expect(await store.reviews.findings("r1")).toEqual(found.findings);

      expect(await store.history.of("octo", "data", "kim")).toEqual([merged]);
      time += 31 * day;
      await store.upkeep.prune({ ...keepAll, reviewDays: 9, historyDays: 9 });
      expect(await store.history.of("octo", "data", "kim")).toEqual([]);
      expect(await store.inbox.known(["d"])).toEqual(new Set());
      expect(await store.reviews.get("r1")).toBeNull();
      expect(await store.reviews.findings("r1")).toEqual([]);
      // The job that still waits stays, whatever its age.
      expect(await store.queue.depth()).toMatchObject({ waiting: 1, running: 0 });
    });
  });

  test("one leader at a time, until its time is over", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => store.upkeep.lead("sweep", 1_000)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await store.upkeep.lead("prune", 1_000)).toBe(true);
    time += 1_000;
    expect(await store.upkeep.lead("sweep", 1_000)).toBe(true);
  });

  test("marks are remembered", async () => {
    expect(await store.upkeep.mark("deliveries")).toBeNull();
    await store.upkeep.setMark("deliveries", 5);
    await store.upkeep.setMark("deliveries", 6);
    expect(await store.upkeep.mark("deliveries")).toBe(6);
  });

  describe("migrations", () => {
    test("processes that start together migrate once", async () => {
      const empty = await fresh();
      const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ url: empty })));
      await Promise.all(stores.map((opened) => opened.ping()));
      await Promise.all(stores.map((opened) => opened.close()));
    });

    test("a newer database is refused and left as it is", async () => {
      await tamper(sql`insert into schema_version values (999, 0)`);
      await expect(openStore({ url })).rejects.toThrow(/schema version 999, newer than this program's/);
    });
  });
});

test("a database that cannot be reached rejects", async () => {
  await expect(openStore({ url: "postgres://nobody@127.0.0.1:1/none" })).rejects.toThrow(/ECONNREFUSED/);
});
