/** Keeps derived values that can be computed again. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Engine } from "./engines/engine.ts";
import type { Cache } from "./store.ts";

export function cacheOn(engine: Engine): Cache {
  const { db } = engine;
  return {
    get: async (kind, version, blobSha) => {
      const row = await db
        .updateTable("cache")
        .set({ used_at: engine.now() })
        .where("kind", "=", kind)
        .where("blob_sha", "=", blobSha)
        .where("version", "=", version)
        .returning(["value", "checksum"])
        .executeTakeFirst();
      if (!row) return null;
      if (checksum(row.value) === row.checksum) return row.value;
      await db.deleteFrom("cache").where("kind", "=", kind).where("blob_sha", "=", blobSha).execute();
      return null;
    },
    put: async (kind, version, blobSha, value) => {
      await db
        .insertInto("cache")
        .values({
          kind,
          blob_sha: blobSha,
          version,
          checksum: checksum(value),
          // A plain array would be stored by pg as JSON.
          value: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
          size: value.byteLength,
          used_at: engine.now(),
        })
        .onConflict((c) =>
          c.columns(["kind", "blob_sha"]).doUpdateSet({
            version: sql`excluded.version`,
            checksum: sql`excluded.checksum`,
            value: sql`excluded.value`,
            size: sql`excluded.size`,
            used_at: sql`excluded.used_at`,
          }),
        )
        .execute();
    },
  };
}

function checksum(value: Uint8Array): string {
  return createHash("sha256").update(value).digest("hex");
}
