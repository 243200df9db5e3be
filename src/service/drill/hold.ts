/** Holds a drill for the service: fewer reviews than on the command line, one at a time, so that others get their turn. */
import type { Config } from "../../config/schema.ts";
import type { FileVersion } from "../../model/dataset.ts";
import type { ProgressListener } from "../../model/progress.ts";
import type { DrillReport } from "../../review/drill/run/drill-report.ts";
import type { DrillRequest } from "../../review/drill/run/plan.ts";
import { readPools } from "../../review/drill/run/pools.ts";
import { runDrill } from "../../review/drill/run/run-drill.ts";
import { InputError } from "../../versions/input-error.ts";

export interface DrillWork {
  readonly files: readonly FileVersion[];
  readonly config: Config;
  /** What it is held on, as a person calls it. */
  readonly name: string;
}

/** Without a report: why there is none. It holds no row text. */
export type HeldDrill = { readonly report: DrillReport } | { readonly notHeld: string };

/** What an attacker can do without standing out, three times a family: rates are read over months. */
const REQUEST: DrillRequest = { attacks: null, changed: 2000, sizes: [20], seeds: 3, label: null };

export async function holdDrill(
  { files, config, name }: DrillWork,
  onProgress: ProgressListener,
): Promise<HeldDrill> {
  try {
    const pools = await readPools(files, null, config);
    const onReview = (done: number, total: number): void =>
      onProgress({ stage: "drill", done, total, unit: "reviews" });
    const report = await runDrill({ name, pools, config }, REQUEST, onReview, undefined, 1);
    return { report };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { notHeld: error.message };
  }
}
