import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Profiles } from "../github/profiles.ts";
import type { Job } from "../model/job.ts";
import { PROFILE_VERSION } from "../profile.ts";
import type { Cache } from "../store/store.ts";

const kind = "profile";
const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

export interface ProfileOptions {
  /** A secret of the service: profiles hold words of the data, so that they are stored encrypted. */
  readonly secret: string;
  /** A larger profile is not kept: it would push out all others. */
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
  const key = Buffer.from(hkdfSync("sha256", secret, "", "dataset-review profiles", 32));
  const nameOf = (blobSha: string): string => `${blobSha} ${owner}/${repo}`.toLowerCase();
  return {
    async get(blobSha) {
      const name = nameOf(blobSha);
      const sealed = await cache.get(kind, PROFILE_VERSION, name);
      return sealed && open(key, name, sealed);
    },
    async add(blobSha, profile) {
      if (profile.length > mostBytes) return;
      const name = nameOf(blobSha);
      await cache.put(kind, PROFILE_VERSION, name, seal(key, name, profile));
    },
  };
}

/** The name belongs to what is authenticated: a profile cannot stand in for another. */
function seal(key: Buffer, name: string, profile: Uint8Array): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(profile), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** Null where it was sealed with another secret, or is not what was sealed. */
function open(key: Buffer, name: string, sealed: Uint8Array): Buffer | null {
  const tagEnd = ivBytes + tagBytes;
  try {
    const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivBytes))
      .setAAD(Buffer.from(name))
      .setAuthTag(sealed.subarray(ivBytes, tagEnd));
    return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]);
  } catch {
    return null;
  }
}
