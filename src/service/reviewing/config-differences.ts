// What a change of the configuration changes, option by option, in words for the check.
import type { Config } from "../../config/schema.ts";
import type { AcceptedFinding } from "../../model/finding.ts";
import { markdownCode, markdownProse } from "../../report/hostile.ts";

const most = 30;

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
