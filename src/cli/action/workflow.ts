/** What a runner tells of the workflow, in variables of the environment. */
import { InputError } from "../../versions/input-error.ts";

export interface Workflow {
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** Folder for files of the job. */
  readonly temp: string;
  readonly workspace: string;
  /** The documentation of this very version of the Action; null where nobody knows where it came from. */
  readonly docsUrl: string | null;
}

/** https://docs.github.com/actions/reference/workflows-and-actions/variables */
export function workflowOf(env: Readonly<Record<string, string | undefined>>): Workflow {
  const [owner, repo] = (env.GITHUB_REPOSITORY ?? "").split("/");
  const { RUNNER_TEMP: temp, GITHUB_WORKSPACE: workspace = process.cwd() } = env;
  if (!owner || !repo || !temp)
    throw new InputError(
      "this is not a workflow of GitHub Actions",
      "Elsewhere run `dataset-review scan`; see dataset-review scan --help.",
    );
  const serverUrl = (env.GITHUB_SERVER_URL || "https://github.com").replace(/\/$/, "");
  const { GITHUB_ACTION_REPOSITORY: action, GITHUB_ACTION_REF: ref } = env;
  return {
    serverUrl,
    apiUrl: env.GITHUB_API_URL || "https://api.github.com",
    owner,
    repo,
    temp,
    workspace,
    docsUrl: action && ref ? `${serverUrl}/${action}/blob/${ref}/docs` : null,
  };
}
