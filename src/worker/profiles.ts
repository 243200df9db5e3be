import type { Profiles } from "../github/profiles.ts";
import type { Job } from "../model/job.ts";
import { PROFILE_VERSION } from "../profile.ts";
import type { Cache } from "../store/store.ts";
import { sealWith } from "./seal.ts";

const kind = "profile";

/** How profiles, and the bytes beside them, are kept. */
export interface ProfileOptions {
  /** A secret of the service: what is kept holds words of the data, so that it is stored encrypted. */
  readonly secret: string;
  /** A larger profile or version is not kept: it would push out all others. */
  readonly mostBytes: number;
}

/**
 * Profiles of one repository in the cache. They are encrypted and authenticated: whoever reads the database learns no
 * words, and whoever writes to it cannot make rows seem known.
 */
export function cachedProfiles(
  cache: Cache,
  { owner, repo }: Pick<Job, "owner" | "repo">,
  { secret, mostBytes }: ProfileOptions,
): Profiles {
  const seal = sealWith(secret, "profiles");
  const nameOf = (blobSha: string): string => `${blobSha} ${owner}/${repo}`.toLowerCase();
  return {
    async get(blobSha) {
      const name = nameOf(blobSha);
      const sealed = await cache.get(kind, PROFILE_VERSION, name);
      return sealed && seal.open(name, sealed);
    },
    async add(blobSha, profile) {
      if (profile.length > mostBytes) return;
      const name = nameOf(blobSha);
      await cache.put(kind, PROFILE_VERSION, name, seal.close(name, profile));
    },
  };
}
