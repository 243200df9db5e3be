/** What a long command has done so far, in a file, one outcome a line: an interrupted one goes on from it. */
import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import { InputError, systemCode } from "./input-error.ts";

/** Outcomes by what they are of. */
export interface Journal<Outcome> {
  /** The outcome that an earlier run wrote; undefined where it is still to be done. */
  known(key: string): Outcome | undefined;
  add(key: string, outcome: Outcome): void;
}

export const noJournal: Journal<never> = { known: () => undefined, add: () => undefined };

/**
 * Opens or begins the file.
 * @param command what it is the journal of, `drill`
 * @param setting a hash of all that outcomes depend on beside their key
 * Throws `InputError` where it belongs to another command or setting: its outcomes would be no part of this one's.
 */
export function openJournal<Outcome>(file: string, command: string, setting: string): Journal<Outcome> {
  const known = new Map<string, Outcome>();
  const head = JSON.stringify({ [command]: setting });
  const other = new InputError(
    `${file} belongs to another ${command}: other data, another configuration or another build of the program`,
    "Name a new file with --journal, or remove this one.",
  );
  try {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    // An interrupted run may have left half a line.
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    const [first, ...lines] = whole.split("\n").filter((line) => line !== "");
    if (first === undefined && text !== "" && !head.startsWith(text)) throw other;
    if (first !== undefined && first !== head) throw other;
    if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
    if (first === undefined) appendFileSync(file, `${head}\n`);
    for (const line of lines) {
      const [key, outcome] = JSON.parse(line) as [string, Outcome];
      known.set(key, outcome);
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw other;
    if (systemCode(error) === null) throw error;
    throw new InputError(
      `${file} cannot be written (${systemCode(error)!})`,
      "Check that its folder exists.",
    );
  }
  return {
    known: (key) => known.get(key),
    add: (key, outcome) => appendFileSync(file, `${JSON.stringify([key, outcome])}\n`),
  };
}
