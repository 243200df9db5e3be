// The Git LFS server of the stand-in: its batch API and its storage.
import { createHash } from "node:crypto";
import { json, type Reply } from "./replies.ts";

/** What git keeps in place of content that lies in LFS. */
export function pointerOf(content: Buffer): Buffer {
  const oid = createHash("sha256").update(content).digest("hex");
  return Buffer.from(
    `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`,
  );
}

/** Answers a request for LFS; null for any other. `objects` is what was pushed. */
export function lfsReply(
  path: string,
  body: unknown,
  origin: string,
  objects: readonly Buffer[],
): Reply | null {
  const find = (oid: string) => objects.find((one) => pointerOf(one).includes(oid));
  const stored = /^\/lfs\/([0-9a-f]{64})$/.exec(path);
  if (stored) return { status: 200, headers: {}, content: find(stored[1]!) ?? "" };
  if (!path.endsWith(".git/info/lfs/objects/batch")) return null;
  const wanted = (body as { objects: readonly { oid: string; size: number }[] }).objects;
  return json(200, {
    objects: wanted.map(({ oid, size }) =>
      find(oid)
        ? { oid, size, actions: { download: { href: `${origin}/lfs/${oid}` } } }
        : { oid, size, error: { code: 404, message: "Object does not exist" } },
    ),
  });
}
