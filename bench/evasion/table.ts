/** The table of a run: for each family and set how many drills were blocked, warned of and passed, with what is still possible. */
import type { Family } from "../../src/review/drill/family.ts";
import { wilsonInterval } from "../../src/stats/wilson.ts";

/** The outcomes of a family's drills on one set. */
export interface Row {
  readonly family: Family;
  readonly set: string;
  readonly blocked: number;
  readonly warned: number;
  readonly passed: number;
}

/** As Markdown. */
export function table(rows: readonly Row[], count: number): string {
  const lines = rows.map(({ family, set, blocked, warned, passed }) => {
    const wrong = family.intent === "attack" ? passed : blocked + warned;
    const cells = [family.name, set, family.sentence, family.source, `${blocked} / ${warned} / ${passed}`];
    return `| ${[...cells, interval(wrong, blocked + warned + passed)].join(" | ")} |`;
  });
  return [
    `${count} planted rows; blocked / warned of / passed. The last column is the 95 % interval of what should not be: attacks`,
    "that pass, honest work that is blocked or warned of.",
    "",
    "| family | set | what is done | source | outcomes | wrong, % |",
    "|---|---|---|---|--:|--:|",
    ...lines,
  ].join("\n");
}

/** The interval of 95 % of a rate, in percent. */
function interval(events: number, trials: number): string {
  const [low, high] = wilsonInterval(events, trials);
  return `${Math.round(100 * low)} to ${Math.round(100 * high)}`;
}

/** Families that are known to pass, everywhere or on one set, with why in docs/evasion-results.md. */
const KNOWN_TO_PASS: ReadonlySet<string> = new Set(["no-trigger", "near-copies", "fronted on sst2"]);

/** What the gate does not let through: attacks that pass, and honest work that is blocked. */
export function missed(rows: readonly Row[]): string[] {
  return rows.flatMap(({ family, set, blocked, passed }) => {
    if (family.intent === "honest")
      return blocked === 0 ? [] : [`${family.name} on ${set}: ${blocked} honest changes are blocked.`];
    const isKnown = KNOWN_TO_PASS.has(family.name) || KNOWN_TO_PASS.has(`${family.name} on ${set}`);
    return passed === 0 || isKnown ? [] : [`${family.name} on ${set}: ${passed} attacks pass.`];
  });
}
