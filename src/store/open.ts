/** Opens the store with all its parts, or only looks whether its database answers. */
import { sql } from "kysely";
import { cacheOn } from "./cache.ts";
import { decisionsOn } from "./decisions.ts";
import { isAbsent, openEngine } from "./engines/open-engine.ts";
import { historyOn } from "./history.ts";
import { inboxOn } from "./inbox.ts";
import { migrate } from "./migrate.ts";
import { queueOn } from "./queue.ts";
import { reviewsOn } from "./reviews.ts";
import type { Store } from "./store.ts";
import { upkeepOn } from "./upkeep.ts";

export interface StoreOptions {
  /** `postgres://…`, or the path of a SQLite file, which is created. */
  readonly url: string;
  /** Attempts before a job is exhausted; 5 unless given. */
  readonly maxAttempts?: number;
  /** Wait in ms before the next attempt, after this many. */
  readonly backoffMs?: (attempts: number) => number;
  /** Replaces the clock, for tests. */
  readonly now?: () => number;
}

/** Opens the store and brings its schema up to date. Rejects when the database cannot be reached or is newer. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const engine = openEngine(options.url, options.now);
  try {
    await migrate(engine);
  } catch (error) {
    await engine.db.destroy();
    throw error;
  }
  return {
    inbox: inboxOn(engine),
    queue: queueOn(engine, {
      maxAttempts: options.maxAttempts ?? 5,
      backoffMs: options.backoffMs ?? backoffMs,
    }),
    reviews: reviewsOn(engine),
    decisions: decisionsOn(engine),
    history: historyOn(engine),
    cache: cacheOn(engine),
    upkeep: upkeepOn(engine),
    ping: async () => {
      await sql`select 1`.execute(engine.db);
    },
    close: async () => {
      await engine.db.destroy();
    },
  };
}

/** 5 s, 10 s, 20 s … up to 10 minutes, with up to half as much again so that failed jobs do not return in step. */
function backoffMs(attempts: number): number {
  const base = Math.min(600_000, 5_000 * 2 ** Math.max(0, attempts - 1));
  return base * (1 + Math.random() / 2);
}

/**
 * Whether a database answers, without bringing its schema up to date; `absent` for a SQLite file that is not there yet.
 * Rejects when it cannot be opened.
 */
export async function probeDatabase(url: string): Promise<"answers" | "absent"> {
  if (isAbsent(url)) return "absent";
  const { db } = openEngine(url);
  try {
    await sql`select 1`.execute(db);
    return "answers";
  } finally {
    await db.destroy();
  }
}
