/** Defines what the store needs of a database, whichever it is. */
import type { Kysely, RawBuilder } from "kysely";
import type { Tables } from "../tables.ts";

/** A database and the few things in which the two engines differ. */
export interface Engine {
  readonly db: Kysely<Tables>;
  /** SQL for the present in ms; on PostgreSQL the server's clock, which all workers share. */
  now(): RawBuilder<number>;
  /** SQL behind a query for one row that other workers ask for too: it passes over those that they hold. */
  readonly passHeld: RawBuilder<unknown>;
  /** The type of a column of bytes. */
  readonly bytes: RawBuilder<unknown>;
  /** Holds a lock by name until the transaction ends, for what processes may not do at the same time. */
  lock(tx: Kysely<Tables>, name: string): Promise<void>;
}
