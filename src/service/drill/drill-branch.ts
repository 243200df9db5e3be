/** The monthly drill on a repository's default branch, from job to check run. */
import { datasetMatcher } from "../../config/paths.ts";
import type { Config } from "../../config/schema.ts";
import { downloadsOf } from "../../github/blobs/downloads.ts";
import type { DownloadTools } from "../../github/blobs/small-blobs.ts";
import { withWorkspace } from "../../github/blobs/workspace.ts";
import { CannotReview } from "../../github/cannot-review.ts";
import { inParallel } from "../../github/in-parallel.ts";
import { readDefaultBranch } from "../../github/pull-request.ts";
import { treeReader } from "../../github/tree.ts";
import type { FileVersion } from "../../model/dataset.ts";
import type { ClaimedJob } from "../../model/job.ts";
import type { ProgressListener } from "../../model/progress.ts";
import type { Tree } from "../../versions/tree.ts";
import { isBroken, largestConfig, readConfig } from "../reviewing/facts/read-config.ts";
import { badConfig } from "../reviewing/notices.ts";
import { type Verdict, verdict } from "../reviewing/verdict.ts";
import { type Performed, withCheckRun } from "../reviewing/with-check-run.ts";
import type { Tools } from "../tools.ts";
import { drillBegins, drillOutput, notHeldOutput, ratesOf } from "./drill-check.ts";
import { noteDrill } from "./due.ts";

/** Drills in the history that the check shows: a year of them. */
const SHOWN = 12;
const PARALLEL = 4;

/** Holds the drill on the newest commit of the default branch; nothing to do where it is no longer asked for. */
export async function drillBranch(job: ClaimedJob, tools: Tools): Promise<Performed> {
  const { octokit, signal } = tools;
  const repository = { owner: job.owner, repo: job.repo };
  const branch = await readDefaultBranch(octokit, repository);
  if (!branch) return { checkRunId: null, verdict: null };
  return withWorkspace(async (workspace) => {
    const downloading = { octokit, repository, workspace, signal };
    const room = downloadsOf(downloading, largestConfig);
    const tree = await treeReader(octokit, repository, room)(branch.sha);
    const config = await readConfig(tree, room);
    const asked = isBroken(config) ? "monthly" : config.config.drill;
    await noteDrill(tools.store.cache, job, asked);
    if (asked === "off") return { checkRunId: null, verdict: null };
    const work = async (onStep: ProgressListener): Promise<Verdict> => {
      if (isBroken(config)) return verdict("neutral", badConfig(config));
      return held(job, tools, downloading, tree, config.config, onStep);
    };
    return withCheckRun({ ...job, headSha: branch.sha }, tools, work, drillBegins);
  });
}

async function held(
  job: ClaimedJob,
  { store: { reviews }, drill }: Tools,
  downloading: DownloadTools,
  tree: Tree,
  config: Config,
  onStep: ProgressListener,
): Promise<Verdict> {
  const { owner, repo } = job;
  try {
    const files = await readData(tree, config, downloading);
    const found = await drill({ files, config, name: `${owner}/${repo}` }, onStep);
    if ("notHeld" in found) return verdict("neutral", notHeldOutput(found.notHeld));
    await reviews.keepRates(job.id, ratesOf(found.report));
    const drills = await reviews.rates(owner, repo, SHOWN);
    return verdict("success", drillOutput(found.report, drills));
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    return verdict("neutral", notHeldOutput(error.message));
  }
}

/** The dataset files in order of their paths, as many as untouched files may take in a review. */
async function readData(
  tree: Tree,
  { limits: { maxContextBytes }, ...config }: Config,
  downloading: DownloadTools,
): Promise<FileVersion[]> {
  const isDataset = datasetMatcher(config);
  const downloads = downloadsOf(downloading, maxContextBytes);
  let room = maxContextBytes;
  const wanted = [...tree.values()].flatMap(({ path, kind, id, source: { size } }) => {
    if (kind !== "file" || id === null || size === undefined || size > room || !isDataset(path)) return [];
    room -= size;
    return [{ path, id, size }];
  });
  const sources = await inParallel(PARALLEL, wanted, async ({ path, id, size }) => {
    const source = await downloads.fetch(id, size, maxContextBytes);
    return "unavailable" in source ? [] : [{ path, source }];
  });
  return sources.flat();
}
