/** What a drill has done so far, in a file: an interrupted drill goes on from it. It holds no row text. */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import { InputError, systemCode } from "../../versions/input-error.ts";
import type { DrillCase } from "./plan.ts";
import type { Outcome, Setting } from "./run-case.ts";

export interface Journal {
  /** The outcome that an earlier run wrote; undefined where the case is still to be done. */
  known(of: DrillCase): Outcome | undefined;
  add(of: DrillCase, outcome: Outcome): void;
}

export const noJournal: Journal = { known: () => undefined, add: () => undefined };

const caseKey = ({ family, target, count, seed, looser }: DrillCase): string =>
  JSON.stringify([family, target, count, seed, ...(looser === true ? ["looser"] : [])]);

/**
 * Opens or begins the file. Throws `InputError` where it belongs to other data, another configuration or another
 * version of the program, since its outcomes would be no part of this table.
 */
export function openJournal(file: string, setting: Setting, version: string): Journal {
  const drill = keyOf(setting, version);
  const known = new Map<string, Outcome>();
  try {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    // An interrupted run may have left half a line.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
    const [first, ...lines] = whole.split("\n").filter((line) => line !== "");
    if (first === undefined) appendFileSync(file, `${JSON.stringify({ drill })}\n`);
    else if (first !== JSON.stringify({ drill })) throw otherDrill(file);
    for (const line of lines) {
      const [key, outcome] = JSON.parse(line) as [string, Outcome];
      known.set(key, outcome);
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw otherDrill(file);
    if (systemCode(error) === null) throw error;
    throw new InputError(
      `${file} cannot be written (${systemCode(error)!})`,
      "Check that its folder exists.",
    );
  }
  return {
    known: (of) => known.get(caseKey(of)),
    add: (of, outcome) => {
      appendFileSync(file, `${JSON.stringify([caseKey(of), outcome])}\n`);
    },
  };
}

const otherDrill = (file: string): InputError =>
  new InputError(
    `${file} belongs to another drill: other data, another configuration or another version`,
    "Name a new file with --journal, or remove this one.",
  );

function keyOf({ pools, config, changed }: Setting, version: string): string {
  const hash = createHash("sha256").update(JSON.stringify([version, changed, pools.kind, config]));
  for (const rows of [pools.base, pools.added ?? []])
    for (const row of rows) hash.update(JSON.stringify(row)).update("\n");
  return hash.digest("hex");
}
