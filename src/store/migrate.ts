/** Brings a database to the schema of this program. */
import { sql } from "kysely";
import type { Engine } from "./engines/engine.ts";
import { migrations } from "./schema.ts";

/** The database was brought further by a newer program. */
export class NewerSchema extends Error {
  override readonly name = "NewerSchema";

  constructor(version: number) {
    super(
      `The database is at schema version ${version}, newer than this program's ${migrations.length}. ` +
        "Run the newer program, or restore the backup made before the upgrade.",
    );
  }
}

/**
 * Brings the database to this program's schema, in one transaction under a lock, so that processes starting
 * together do not both migrate. Running on a schema that it does not know could lose data.
 * @throws {NewerSchema}
 */
export async function migrate(engine: Engine): Promise<void> {
  await engine.db.transaction().execute(async (tx) => {
    await engine.lock(tx, "dataset-review schema");
    await sql`create table if not exists schema_version (version integer primary key, applied_at bigint not null)`.execute(
      tx,
    );
    const { version } = await tx
      .selectFrom("schemaVersion")
      .select((e) => e.fn.coalesce(e.fn.max("version"), sql<number>`0`).as("version"))
      .executeTakeFirstOrThrow();
    if (version > migrations.length) throw new NewerSchema(version);
    for (const [index, step] of migrations.entries()) {
      if (index < version) continue;
      await step(tx, engine);
      await tx
        .insertInto("schemaVersion")
        .values({ version: index + 1, appliedAt: engine.now() })
        .execute();
    }
  });
}
