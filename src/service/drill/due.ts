/** When a repository's next drill is due: reviews, which read the configuration, tell; the sweep asks. */
import type { Job } from "../../model/job.ts";
import { repositoryKey } from "../../store/repositories.ts";
import type { Cache } from "../../store/store.ts";

type Place = Pick<Job, "owner" | "repo">;

const kind = "monthly drill";
const version = 1;
const MONTH_MS = 30 * 86_400_000;
const NEVER = "off";

/** Remembers what a configuration says: a drill that was not asked for before is due at once. */
export async function noteDrill(cache: Cache, place: Place, drill: "off" | "monthly"): Promise<void> {
  const due = await read(cache, place);
  if (drill === "off" && due !== null) await write(cache, place, NEVER);
  if (drill === "monthly" && due === null) await write(cache, place, String(Date.now()));
}

/** Whether a drill is due; the next one is then a month from now, whatever becomes of this one. */
export async function takeDue(cache: Cache, place: Place): Promise<boolean> {
  const due = await read(cache, place);
  if (due === null || due > Date.now()) return false;
  await write(cache, place, String(Date.now() + MONTH_MS));
  return true;
}

async function read(cache: Cache, place: Place): Promise<number | null> {
  const kept = await cache.get(kind, version, repositoryKey(place));
  return kept === null || kept === NEVER ? null : Number(kept);
}

const write = (cache: Cache, place: Place, text: string): Promise<void> =>
  cache.put(kind, version, repositoryKey(place), text);
