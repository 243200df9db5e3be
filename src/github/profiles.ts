import type { Config } from "../config/schema.ts";
import type { DatasetInput, FileVersion } from "../model/dataset.ts";
import { type KeptBytes, leastBytes } from "./kept-bytes.ts";

/** Profiles of file versions, by blob id. Losing one costs time, and nothing else. */
export interface Profiles {
  get(blobSha: string): Promise<Uint8Array | null>;
  add(blobSha: string, profile: Uint8Array): Promise<void>;
}

/** A version that stood on the branch before, with the profile that it has. */
export interface EarlierVersion {
  readonly profile: Uint8Array;
  readonly size: number;
}

/**
 * Makes the profile of a version, from that of an earlier one where that comes to the same; null for what is no dataset.
 * Given from outside, as the review is.
 */
export type ProfileBuilder = (
  version: FileVersion,
  config: Pick<Config, "columns" | "limits">,
  earlier: EarlierVersion | null,
) => Promise<Uint8Array | null>;

/** The input of a review with the profiles that there are of its base versions. */
export async function withProfiles(input: DatasetInput, profiles: Profiles): Promise<DatasetInput> {
  const known = async (version: FileVersion): Promise<FileVersion> => {
    const { blobSha, size } = version.source;
    const profile = blobSha === undefined || (size ?? 0) < leastBytes ? null : await profiles.get(blobSha);
    return profile === null ? version : { ...version, profile };
  };
  const pairs = [];
  for (const { base, head } of input.pairs) pairs.push({ base: base && (await known(base)), head });
  return { ...input, pairs };
}

/** What makes reviews of large files cheap. */
export interface Preparing {
  readonly profiles: Profiles;
  readonly kept: KeptBytes;
  readonly build: ProfileBuilder;
}
