/** Reads a pull request, or a range of revisions, of a data set on the Hugging Face hub by its git refs. */
import { commitConfig } from "../../versions/git/base-config.ts";
import type { GitRange } from "../../versions/git/git.ts";
import { InputError } from "../../versions/input-error.ts";
import { remoteOf } from "../../versions/lfs/places.ts";
import { hubEndpoint, tokensFrom } from "../tokens.ts";
import { namedConfig } from "./config.ts";
import { type RemoteInput, readRemote } from "./remote.ts";

export interface HubTarget {
  /** `OWNER/NAME`. */
  readonly hub?: string;
  readonly pr?: string;
  readonly revision?: string;
  readonly config?: string;
  readonly accepted?: string;
}

const usage = "For example: --hub OWNER/NAME --pr 5, or --hub OWNER/NAME --revision main..my-branch.";

/** Fetches both sides into `folder` and compares them. Throws `InputError` for what the hub does not have. */
export async function readHub(
  { hub = "", pr, revision, accepted, config: named }: HubTarget,
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): Promise<RemoteInput> {
  if (!/^[\w.-]+\/[\w.-]+$/.test(hub)) throw new InputError(`"${hub}" is not a data set of the hub`, usage);
  const [base, head] = sides(pr, revision);
  const remote = remoteOf(`${hubEndpoint(env)}/datasets/${hub}`, tokensFrom(env));
  const config = {
    read: ({ repo, base: tip }: GitRange) =>
      named === undefined ? commitConfig(repo, tip) : namedConfig(named),
  };
  return readRemote({ remote, base, head, lfs: true, config, accepted, folder });
}

/** Pull requests of the hub are refs of the same repository: https://huggingface.co/docs/hub/repositories-pull-requests-discussions */
function sides(pr: string | undefined, revision: string | undefined): [base: string, head: string] {
  if ((pr === undefined) === (revision === undefined))
    throw new InputError("--hub needs either --pr or --revision", usage);
  if (pr !== undefined) {
    if (!/^\d{1,9}$/.test(pr)) throw new InputError(`"${pr}" is not the number of a pull request`, usage);
    return ["refs/heads/main", `refs/pr/${pr}`];
  }
  const [, base, head] = /^([\w./-]+?)\.{2,3}([\w/-][\w./-]*)$/.exec(revision ?? "") ?? [];
  if (base === undefined || head === undefined)
    throw new InputError(`"${revision}" is not a range of revisions`, usage);
  return [ref(base), ref(head)];
}

/** A branch, unless it is a commit id or a whole ref. */
const ref = (name: string): string =>
  /^(?:[0-9a-f]{40}|refs\/.+)$/.test(name) ? name : `refs/heads/${name}`;
