/** The welcome that a newly installed repository gets as its first check. */
import { configPaths, defaultInclude } from "../../config/dataset-paths.ts";
import { datasetMatcher } from "../../config/paths.ts";
import { downloadsOf } from "../../github/blobs/downloads.ts";
import type { DownloadTools } from "../../github/blobs/small-blobs.ts";
import { withWorkspace } from "../../github/blobs/workspace.ts";
import { readDefaultBranch } from "../../github/pull-request.ts";
import { treeReader } from "../../github/tree.ts";
import type { CheckOutput } from "../../model/check-output.ts";
import type { ClaimedJob } from "../../model/job.ts";
import { markdownCode } from "../../report/hostile.ts";
import { renderReplay } from "../../report/replay/render.ts";
import type { Tools } from "../tools.ts";
import { isBroken, largestConfig, readConfig } from "./facts/read-config.ts";
import { badConfig } from "./notices.ts";
import { replayMerged } from "./replay-merged.ts";
import { type Verdict, verdict } from "./verdict.ts";
import { type Performed, withCheckRun } from "./with-check-run.ts";

const listed = 20;

/** Posts the first check of a repository, on the newest commit of its default branch. */
export async function postFirstCheck(job: ClaimedJob, tools: Tools): Promise<Performed> {
  const { octokit, signal } = tools;
  const repository = { owner: job.owner, repo: job.repo };
  const branch = await readDefaultBranch(octokit, repository);
  if (!branch) return { checkRunId: null, verdict: null };
  return withCheckRun({ ...job, headSha: branch.sha }, tools, async (onStep) => {
    const first = await withWorkspace((workspace) =>
      firstCheck(branch.sha, { octokit, repository, workspace, signal }),
    );
    const replay =
      first.conclusion === "success" ? await replayMerged(repository, branch.sha, tools, onStep) : null;
    if (replay === null) return first;
    const table = renderReplay(replay, "markdown", { color: false, width: 100 });
    const { output } = first;
    return { ...first, output: { ...output, summary: `${output.summary}\n\n${table}` } };
  });
}

/** Looks over a repository in which the App was just installed: what counts as a dataset there, and how to change that. */
async function firstCheck(commitSha: string, tools: DownloadTools): Promise<Verdict> {
  const downloads = downloadsOf(tools, largestConfig);
  const tree = await treeReader(tools.octokit, tools.repository, downloads)(commitSha);
  const config = await readConfig(tree, downloads);
  if (isBroken(config)) return verdict("failure", badConfig(config));
  const isDataset = datasetMatcher(config.config);
  const configured = config.status === "valid";
  const paths = [...tree.values()]
    .filter(({ kind, path }) => kind === "file" && isDataset(path))
    .map(({ path }) => path)
    // By default any JSON file may hold records, and most of those in a repository are configurations.
    .filter((path) => configured || !/\.json(\.\w+)?$/i.test(path));
  return verdict("success", welcome(paths, configured));
}

/** The text of the first check. Nothing is opened or committed unasked: the suggestion is there to be copied. */
export function welcome(paths: readonly string[], configured: boolean): CheckOutput {
  const count = paths.length === 1 ? "1 dataset file" : `${paths.length} dataset files`;
  const parts = [introduction, fileList(paths), configured ? "" : suggestion(paths)];
  return {
    title: paths.length === 0 ? "Ready. No dataset files yet" : `Ready. ${count} found`,
    summary: parts.filter((part) => part !== "").join("\n\n"),
  };
}

const introduction =
  "From now on every pull request gets this check, and those that change a dataset file are reviewed. To let it decide about merging, choose `dataset-review` as a required status check of the branch, with this App as its source.";

function fileList(paths: readonly string[]): string {
  if (paths.length === 0)
    return `Files that match ${defaultInclude.map(markdownCode).join(", ")} count as datasets by default.`;
  const lines = paths.slice(0, listed).map((path) => `- ${markdownCode(path)}`);
  if (paths.length > listed) lines.push(`- and ${paths.length - listed} more`);
  return `### Dataset files\n\n${lines.join("\n")}`;
}

function suggestion(paths: readonly string[]): string {
  const patterns = [...new Set(paths.map(patternFor))]
    // Any other character would have to be escaped in YAML or in the pattern; such a folder is left to its owner.
    .filter((pattern) => /^[\w./*-]+$/.test(pattern))
    .sort()
    .slice(0, listed);
  if (patterns.length === 0) return "";
  const include = patterns.map((pattern) => `  - "${pattern}"`).join("\n");
  const yaml = `include:\n${include}\npolicy:\n  blockAt: high\n  warnAt: medium\n`;
  const file = markdownCode(configPaths[0]!);
  return `### Configuration\n\nNone is needed. To choose what is reviewed, start from this as ${file}:\n\n\`\`\`yaml\n${yaml}\`\`\``;
}

/** `data/a/train.jsonl.gz` → any `.jsonl.gz` file under `data/`. */
function patternFor(path: string): string {
  const extension = /(\.\w+)?(\.(gz|zst))?$/i.exec(path)![0];
  const slash = path.indexOf("/");
  return slash === -1 ? `*${extension}` : `${path.slice(0, slash)}/**/*${extension}`;
}
