/** Whether a branch takes a merge only with our check: with that of our App, not with one of its name. */
import { checkName } from "./check-run.ts";
import {
  appIdOf,
  type Octokit,
  optional,
  type RepositoryName,
  retryAfterMs,
  statusOf,
} from "./client/octokit.ts";

/**
 * What a branch requires: our check from our App (`ours`), a check of its name from anybody or from somebody else, or no
 * such check (`nothing`). `unknown` where GitHub does not say.
 */
export type Requirement = "ours" | "from anybody" | "from another" | "nothing" | "unknown";

/** A required check, by the number of the App that has to post it. Anybody's where there is none. */
interface RequiredCheck {
  readonly context: string;
  readonly source?: number | null | undefined;
}

/**
 * Asks the rulesets, which everybody may read who may read the repository, and then the branch itself, which names the
 * checks of its protection rule. Rejects when GitHub cannot answer; waits for no limit.
 */
export async function readRequirement(
  octokit: Octokit,
  repository: RepositoryName,
  branch: string,
): Promise<Requirement> {
  const appId = await appIdOf(octokit);
  if (appId === null) return "unknown";
  const ours = ({ source }: RequiredCheck): boolean => source === appId;
  const at = { ...repository, branch, request: optional() };
  const ruled = await orNull(checksOfRules(octokit, at));
  if (ruled?.some(ours)) return "ours";
  const protectedBy = await orNull(checksOfProtection(octokit, at));
  if (protectedBy?.some(ours)) return "ours";
  if (ruled === null || protectedBy === null) return "unknown";
  const others = [...ruled, ...protectedBy];
  if (others.length === 0) return "nothing";
  return others.some(({ source }) => source != null && source !== -1) ? "from another" : "from anybody";
}

type Branch = Readonly<Record<keyof RepositoryName | "branch", string>> & { readonly request: object };

/** More rules than this are not on one page, and no branch has so many. */
const mostRules = 100;

async function checksOfRules(octokit: Octokit, branch: Branch): Promise<RequiredCheck[] | null> {
  const { data } = await octokit.rest.repos.getBranchRules({ ...branch, per_page: mostRules });
  if (data.length === mostRules) return null;
  return data.flatMap((rule) =>
    rule.type === "required_status_checks"
      ? named(rule.parameters?.required_status_checks).map(({ context, integration_id: source }) => ({
          context,
          source,
        }))
      : [],
  );
}

async function checksOfProtection(octokit: Octokit, branch: Branch): Promise<RequiredCheck[] | null> {
  const { data } = await octokit.rest.repos.getBranch(branch);
  // Left out for whom GitHub does not let see it, whatever its description says.
  const protection = data.protection as typeof data.protection | undefined;
  if (protection === undefined) return data.protected ? null : [];
  const { enforcement_level = "", checks } = protection.required_status_checks ?? {};
  if (enforcement_level === "off") return [];
  return named(checks).map(({ context, app_id: source }) => ({ context, source }));
}

const named = <T extends { readonly context: string }>(checks: readonly T[] | undefined): readonly T[] =>
  (checks ?? []).filter(({ context }) => context === checkName);

/** Null for what GitHub refuses to say, or does not know (an older Enterprise Server, a branch that is gone). */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    const status = statusOf(error);
    // A limit says nothing about the branch.
    if ((status === 403 && retryAfterMs(error) === null) || status === 404) return null;
    throw error;
  }
}
