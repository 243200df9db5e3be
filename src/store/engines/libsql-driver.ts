/** Connects the query builder to SQLite through libsql. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from "kysely";
import Database from "libsql";

/** How long a writer waits for another process's transaction before it fails. */
const patienceMs = 10_000;

/** SQLite's own waiting blocks the whole thread, webhooks included: it is kept short and repeated from outside. */
const busyTimeoutMs = 10;

/**
 * Kysely's own SQLite driver, for what libsql 0.5 does differently from better-sqlite3:
 * a statement that failed as busy is left unfinished, and no later transaction of its connection can commit, unless
 * the same statement is run again to its end; blobs come out as ArrayBuffer; and a value of a type it does not
 * know aborts the process. Transactions take the write lock at once: a deferred one that reads before it writes
 * fails, whatever the patience, when another process wrote in between.
 */
export class LibsqlDriver implements Driver {
  readonly #path: string;
  #file: Database.Database | null = null;
  /** Resolves when the one connection is free; those who wait stand in line. */
  #free: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;

  constructor(path: string) {
    this.#path = path;
  }

  init(): Promise<void> {
    mkdirSync(dirname(this.#path), { recursive: true });
    this.#file = openFile(this.#path);
    return Promise.resolve();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#free;
    let release: () => void = () => undefined;
    this.#free = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    this.#release = release;
    return {
      executeQuery: <R>(query: CompiledQuery) => this.#execute<R>(query),
      streamQuery: () => {
        throw new Error("Streaming queries are not used here.");
      },
    };
  }

  releaseConnection(): Promise<void> {
    this.#release();
    return Promise.resolve();
  }

  async beginTransaction(): Promise<void> {
    await this.#patiently((file) => file.exec("begin immediate"));
  }

  async commitTransaction(): Promise<void> {
    await this.#patiently((file) => file.exec("commit"));
  }

  rollbackTransaction(): Promise<void> {
    // SQLite ends the transaction by itself on some errors (a full disk).
    if (this.#file?.inTransaction) this.#file.exec("rollback");
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    this.#file?.close();
    this.#file = null;
    return Promise.resolve();
  }

  async #execute<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const parameters = query.parameters.map(bindable);
    let statement: Database.Statement | null = null;
    return this.#patiently((file) => {
      statement ??= file.prepare(query.sql);
      if (statement.reader) return { rows: statement.all(parameters).map(withUint8Arrays) as R[] };
      return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) };
    });
  }

  /** Repeats what another process's write lock refuses. A busy statement has done nothing. */
  async #patiently<T>(action: (file: Database.Database) => T): Promise<T> {
    if (this.#file === null) throw new Error("The database is closed.");
    const deadline = Date.now() + patienceMs;
    for (;;) {
      try {
        return action(this.#file);
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (Date.now() > deadline) {
          // The unfinished statement would spoil this connection.
          this.#file.close();
          this.#file = openFile(this.#path);
          throw error;
        }
      }
      await sleep(5 + Math.random() * 15);
    }
  }
}

/**
 * WAL lets readers go on beside a writer; synchronous=FULL makes each commit durable before it is acknowledged,
 * which a webhook's answer promises.
 */
function openFile(path: string): Database.Database {
  const file = new Database(path);
  file.exec(`pragma busy_timeout = ${patienceMs}`);
  file.exec("pragma journal_mode = wal");
  file.exec("pragma synchronous = full");
  file.exec("pragma foreign_keys = on");
  file.exec(`pragma busy_timeout = ${busyTimeoutMs}`);
  return file;
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}

function bindable(value: unknown): unknown {
  if (value === null || typeof value === "number" || typeof value === "string") return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError(`A ${typeof value} cannot be stored.`);
}

function withUint8Arrays(row: unknown): unknown {
  const fields = row as Record<string, unknown>;
  for (const [key, value] of Object.entries(fields)) {
    if (value instanceof ArrayBuffer) fields[key] = new Uint8Array(value);
  }
  return row;
}
