import type { Kysely, RawBuilder } from "kysely";
import type { Tables } from "./tables.ts";

export type EngineKind = "sqlite" | "postgres";

/** A database and the few things in which the two engines differ. */
export interface Engine {
  readonly kind: EngineKind;
  readonly db: Kysely<Tables>;
  /** SQL for the present in ms; on PostgreSQL the server's clock, which all workers share. */
  now(): RawBuilder<number>;
}
