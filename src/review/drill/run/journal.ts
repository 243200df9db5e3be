/** What an interrupted drill goes on from: its outcomes by case. They hold no row text. */
import { createHash } from "node:crypto";
import { type Journal, openJournal } from "../../../versions/journal.ts";
import type { DrillCase } from "./plan.ts";
import type { Outcome, Setting } from "./run-case.ts";

export const caseKey = ({ family, target, count, seed, looser }: DrillCase): string =>
  JSON.stringify([family, target, count, seed, ...(looser === true ? ["looser"] : [])]);

/** Opens or begins the file. Throws `InputError` where it belongs to a drill of other rows, options or build. */
export function drillJournal(file: string, setting: Setting, build: string): Journal<Outcome> {
  return openJournal(file, "drill", keyOf(setting, build));
}

function keyOf({ pools, config, changed }: Setting, build: string): string {
  const hash = createHash("sha256").update(JSON.stringify([build, changed, pools.kind, config]));
  for (const rows of [pools.base, pools.added ?? []])
    for (const row of rows) hash.update(JSON.stringify(row)).update("\n");
  return hash.digest("hex");
}
