/** The inputs of the Action, as action.yml describes them. */
import { getBooleanInput, getInput } from "@actions/core";
import { InputError } from "../../versions/input-error.ts";
import { type FailOn, failOn } from "../exit-status.ts";

const modes = ["enforce", "observe", "drill"] as const;

export interface ActionInputs {
  readonly token: string;
  /** Path of the configuration in the base branch; null for the usual ones. */
  readonly config: string | null;
  /** The least severe conclusion that fails the job. */
  readonly failOn: FailOn;
  /**
   * `observe` shows everything and fails nothing, whatever the configuration says; `enforce` leaves it to that; `drill`
   * reviews no pull request, but attacks planted in the data.
   */
  readonly mode: (typeof modes)[number];
  /** Draws of a drill for each family and size, as they were written. */
  readonly seeds: string;
  /** Where to write the change without its flagged rows; null for nowhere. */
  readonly fix: string | null;
  /** Where to write SARIF; null for nowhere. */
  readonly sarif: string | null;
  readonly comment: boolean;
  readonly lfs: boolean;
}

/** Reads them from the environment. Throws `InputError` for a value that has no meaning. */
export function readInputs(): ActionInputs {
  return {
    token: getInput("token"),
    config: getInput("config") || null,
    failOn: oneOf("fail-on", failOn, "failure"),
    mode: oneOf("mode", modes, "enforce"),
    seeds: getInput("seeds"),
    fix: getInput("fix") || null,
    sarif: getInput("sarif") || null,
    comment: yesOrNo("comment"),
    lfs: yesOrNo("lfs"),
  };
}

function oneOf<T extends string>(name: string, values: readonly T[], fallback: T): T {
  const given = getInput(name);
  const value = given === "" ? fallback : values.find((known) => known === given);
  if (value === undefined)
    throw new InputError(`the input ${name} is "${given}"`, `Choose one of ${values.join(", ")}.`);
  return value;
}

function yesOrNo(name: string): boolean {
  try {
    return getBooleanInput(name);
  } catch {
    throw new InputError(`the input ${name} is "${getInput(name)}"`, "Write true or false.");
  }
}
