/** A drill from rows to report: plan, review every case, sum up, and see what would have helped. */
import type { Config } from "../../../config/schema.ts";
import { type Journal, noJournal } from "../../../versions/journal.ts";
import { adviceOf, trialsOf } from "./advise.ts";
import type { DrillReport } from "./drill-report.ts";
import { caseKey } from "./journal.ts";
import { type DrillCase, type DrillRequest, planDrill } from "./plan.ts";
import type { Pools } from "./pools.ts";
import type { Outcome, Setting } from "./run-case.ts";
import {
  attackResults,
  type Done,
  floorResults,
  honestResults,
  ofAttacks,
  secondsOf,
  smallerHeld,
} from "./summarise.ts";
import { runCases } from "./threads.ts";

/** Told of each review that ends: how many have, of how many that were to be done. */
export type DrillListener = (done: number, total: number) => void;

/** More threads hold more copies of the rows than they save time. */
const MOST_THREADS = 8;

/** The journal is opened when it is known what the drill is about. */
export async function runDrill(
  input: { readonly name: string; readonly pools: Pools; readonly config: Config },
  request: DrillRequest,
  onProgress: DrillListener = () => undefined,
  journalOf: (setting: Setting) => Journal<Outcome> = () => noJournal,
  mostThreads = MOST_THREADS,
): Promise<DrillReport> {
  const { name, pools, config } = input;
  const plan = planDrill(pools, request);
  const setting: Setting = { pools, config, changed: plan.changed };
  const journal = journalOf(setting);
  let held = 0;
  /** @param later cases that may have to be reviewed after these */
  const review = async (cases: readonly DrillCase[], later: number): Promise<Done[]> => {
    let own = 0;
    const outcomes = await reviewAll(cases, setting, journal, mostThreads, (ready, total) => {
      own = total;
      onProgress(held + ready, held + total + later);
    });
    held += own;
    return outcomes;
  };
  const said: Done[] = [];
  let done: Done[] = [];
  // The smallest size first: where all of it is blocked, larger ones need not be tried.
  for (const [at, size] of plan.sizes.entries()) {
    const open = plan.cases.filter((of) => of.count >= size && smallerHeld(done, of, plan) === null);
    const now = open.filter(({ count }) => count === size);
    said.push(...(await review(now, at + 1 < plan.sizes.length ? open.length - now.length : 0)));
    done = ofAttacks(said);
  }
  return {
    data: { name, rows: pools.rows, used: pools.base.length, kind: pools.kind, leftOut: pools.leftOut },
    changed: plan.changed,
    seeds: request.seeds,
    sizes: plan.sizes,
    target: plan.target,
    attacks: attackResults(done, plan),
    honest: honestResults(done),
    floors: floorResults(done, plan),
    advice: adviceOf(done, ofAttacks(trialsOf(said)), plan, config.policy),
    seconds: secondsOf(done),
  };
}

/** In the order of the cases, whichever ended first: so that the same drill gives the same report. */
async function reviewAll(
  cases: readonly DrillCase[],
  setting: Setting,
  journal: Journal<Outcome>,
  mostThreads: number,
  onProgress: DrillListener,
): Promise<Done[]> {
  const outcomes = new Map(cases.map((of) => [of, journal.known(caseKey(of))]));
  const open = cases.filter((of) => outcomes.get(of) === undefined);
  let ready = 0;
  onProgress(0, open.length);
  const onDone = (of: DrillCase, outcome: Outcome): void => {
    outcomes.set(of, outcome);
    journal.add(caseKey(of), outcome);
    onProgress(++ready, open.length);
  };
  await runCases(open, setting, onDone, mostThreads);
  return cases.map((of) => ({ of, outcome: outcomes.get(of)! }));
}
