/** Which addresses an output may link to: repository, pull request and commits. */
import type { ReportContext } from "../../report/context.ts";
import { InputError } from "../../versions/input-error.ts";
import { hubEndpoint } from "../tokens.ts";

/** Where links of an output lead. */
export interface LinkOptions {
  readonly repository?: string;
  readonly docs?: string;
  readonly hub?: string;
}

/**
 * What an output links to. In a workflow GitHub says itself which repository it is; on a desk a link would lead to a
 * commit that may never have been pushed, so it is made only when asked for.
 */
export function reportContext(
  options: LinkOptions,
  commits: { readonly head: string; readonly mergeBase: string } | null,
  env: Readonly<Record<string, string | undefined>>,
): ReportContext {
  if (options.repository !== undefined && commits === null)
    throw new InputError(
      "--repository was given without --git",
      "Files and folders have no commit to link to.",
    );
  const page = options.repository ?? workflowRepository(env);
  const named = options.hub ? hubPage(options.hub, env) : page === undefined ? null : repositoryPage(page);
  const pull =
    options.repository === undefined ? /^refs\/pull\/(\d+)\//.exec(env.GITHUB_REF ?? "")?.[1] : undefined;
  return {
    repository: named && commits && { ...named, headSha: commits.head, baseSha: commits.mergeBase },
    pullNumber: pull === undefined ? null : Number(pull),
    docsUrl: options.docs === undefined ? null : docsPage(options.docs),
  };
}

/** Pages of the hub's data sets are built like GitHub's, below `/datasets`. */
function hubPage(name: string, env: Readonly<Record<string, string | undefined>>) {
  const [owner = "", repo = ""] = name.split("/");
  return { htmlUrl: `${hubEndpoint(env)}/datasets`, owner, repo };
}

function workflowRepository(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { GITHUB_ACTIONS: inWorkflow, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = env;
  return inWorkflow === "true" && server && name ? `${server}/${name}` : undefined;
}

function repositoryPage(text: string): { htmlUrl: string; owner: string; repo: string } {
  const url = webAddress(text);
  const [, owner, repo, ...rest] = url?.pathname.replace(/(?:\.git)?\/?$/, "").split("/") ?? [];
  if (url === null || !owner || !repo || rest.length > 0) {
    throw new InputError(
      `${text} is not the page of a repository`,
      "Give it as in the browser: --repository https://github.com/OWNER/REPO.",
    );
  }
  return { htmlUrl: url.origin, owner: decodeURIComponent(owner), repo: decodeURIComponent(repo) };
}

function docsPage(text: string): string {
  const url = webAddress(text);
  if (url === null) throw new InputError(`--docs ${text} is not a web address`, "Give it as https://….");
  return url.href.replace(/\/+$/, "");
}

function webAddress(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return ["https:", "http:"].includes(url.protocol) ? url : null;
}
