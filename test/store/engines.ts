import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "@jest/globals";
import { findPostgres, type PostgresServer, startPostgres } from "../support/postgres.ts";

/** Runs a suite once on each engine. `fresh` gives the URL of a new, empty database. */
export function onEachEngine(suite: (fresh: () => Promise<string>) => void): void {
  describe("on libsql", () => {
    const home = mkdtempSync(join(tmpdir(), "dr-store-"));
    let files = 0;
    afterAll(() => {
      rmSync(home, { recursive: true, force: true });
    });
    suite(() => {
      files += 1;
      return Promise.resolve(join(home, `${files}.db`));
    });
  });

  const bin = findPostgres();
  if (bin === null) {
    console.warn(
      "PostgreSQL is not installed (apt-get install postgresql): its half of this suite is skipped.",
    );
  }
  (bin === null ? describe.skip : describe)("on PostgreSQL", () => {
    let server: PostgresServer;
    beforeAll(() => {
      server = startPostgres(bin ?? "", { durable: false });
    });
    afterAll(() => {
      server.remove();
    });
    suite(() => server.createDatabase());
  });
}
