/** What a change of the configuration changes, option by option, in words for the check. */
import { mostWays, spelledOut } from "../../../config/braces.ts";
import { datasetMatcher } from "../../../config/paths.ts";
import type { Config } from "../../../config/schema.ts";
import type { AcceptedFinding } from "../../../model/finding.ts";
import { markdownCode, markdownProse } from "../../../report/hostile.ts";

const most = 30;

/** So many times may a path be held against a pattern: the new patterns are not yet anybody's but the contributor's. */
const mostComparisons = 2_000_000;

/** What a change of the configuration takes away from later reviews, a sentence each: files, and what signals may say. */
export function takenAway(before: Config, after: Config, data: readonly string[]): readonly string[] {
  return [...filesTakenAway(after, data), ...signalsTakenAway(before, after)];
}

/** Of the dataset files that there are, those that would be none. */
function filesTakenAway(after: Config, data: readonly string[]): string[] {
  const ways = [...after.include, ...after.exclude].map((one) => spelledOut(one)?.length ?? mostWays);
  const each = ways.reduce((sum, count) => sum + count, 0);
  const looked = data.slice(0, Math.ceil(mostComparisons / Math.max(1, each)));
  const isDataset = datasetMatcher(after);
  const gone = looked.filter((path) => !isDataset(path));
  if (gone.length === 0) return [];
  const shown = gone.slice(0, most).map(markdownCode).join(", ");
  const more = gone.length > most ? ` and ${gone.length - most} more` : "";
  const of = looked.length < data.length ? `the first ${looked.length}` : `${data.length}`;
  return [`${gone.length} of ${of} dataset files would no longer be reviewed: ${shown}${more}`];
}

function signalsTakenAway({ policy: old }: Config, { policy }: Config): string[] {
  const rank = (cap: string | undefined) => (cap === undefined ? 2 : cap === "warning" ? 1 : 0);
  return Object.entries(policy.atMost)
    .filter(([signal, cap]) => rank(cap) < rank(old.atMost[signal]))
    .map(([signal, cap]) =>
      rank(cap) === 0
        ? `Findings of ${markdownCode(signal)} would only be mentioned`
        : `Findings of ${markdownCode(signal)} would no longer block`,
    );
}

/** One line for each finding that a change would have accepted, or no longer have accepted. */
export function acceptedDifferences(
  before: readonly AcceptedFinding[],
  after: readonly AcceptedFinding[],
): readonly string[] {
  const key = ({ finding, rows }: AcceptedFinding) => `${finding} ${rows}`;
  const without = (all: readonly AcceptedFinding[], others: readonly AcceptedFinding[]) => {
    const known = new Set(others.map(key));
    return all.filter((entry) => !known.has(key(entry)));
  };
  const lines = [
    ...without(after, before).map(
      ({ finding, by, reason, note }) =>
        `${markdownCode(finding)} becomes accepted, by ${markdownCode(by)}: ${markdownCode(reason)}, ${markdownProse(note)}`,
    ),
    ...without(before, after).map(({ finding }) => `${markdownCode(finding)} is no longer accepted`),
  ];
  return lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more findings`] : lines;
}

/** One line an option that has another value: its name, before and after. */
export function configDifferences(before: Config, after: Config): readonly string[] {
  const [old, now] = [flat(before), flat(after)];
  const lines = [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => old.get(name) !== now.get(name))
    .map((name) => `${markdownCode(name)}: ${shown(old.get(name))} becomes ${shown(now.get(name))}`);
  return lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more options`] : lines;
}

const shown = (value: string | undefined): string => (value === undefined ? "nothing" : markdownCode(value));

/** Options by dotted path, their values as JSON. A list is one value. */
function flat(value: unknown, name = "", into = new Map<string, string>()): ReadonlyMap<string, string> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) flat(inner, name === "" ? key : `${name}.${key}`, into);
  } else if (value !== undefined) into.set(name, JSON.stringify(value).slice(0, 500));
  return into;
}
