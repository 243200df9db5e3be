/** What stands beside the records of a document: settings, a list of features. It is no row. */

import { groupBy } from "../../../collections/group-by.ts";
import { tally } from "../../../collections/tally.ts";
import { isMap, isScalar } from "../../../model/json.ts";
import type { Nested } from "../shape.ts";

/** A list of so many values is never taken for something beside the records. */
const FEW = 64;
/** Stands in the set where settings are none of the records. */
const SETTINGS = "settings";
/** Records of one kind have this share of their keys in common. */
const ALIKE = 0.5;

/** The places of the sample that hold something else than records; empty where all are records. */
export function findBeside(values: readonly Nested[]): ReadonlySet<string> {
  const groups = groupBy(values, placeOf);
  const largest = [...groups.values()].reduce<Nested[]>(
    (best, group) => (weight(group) > weight(best) ? group : best),
    [],
  );
  if (largest.every(isSetting)) return new Set();
  const keys = commonKeys(largest);
  const others = [...groups].filter(
    ([, members]) =>
      members !== largest &&
      members.length <= Math.min(FEW, largest.length / 2) &&
      !isAlike(commonKeys(members), keys),
  );
  return new Set([SETTINGS, ...others.map(([place]) => place)]);
}

export function isBeside(nested: Nested, beside: ReadonlySet<string>): boolean {
  return (beside.has(SETTINGS) && isSetting(nested)) || beside.has(placeOf(nested));
}

/** Whether nothing but single values is set aside. */
export function leavesSettings(beside: ReadonlySet<string>): boolean {
  return beside.size > 0 && [...beside].every((place) => place === SETTINGS || place.endsWith("{setting}"));
}

/** So many objects of one place beside the records are settings rather than rows. */
const FEW_SETTINGS = 4;

/** Whether what is set aside is single values and an object or two of settings, so that no row is lost with it. */
export function leavesFewSettings(beside: ReadonlySet<string>, values: readonly Nested[]): boolean {
  const isFew = (place: string): boolean =>
    values.filter((nested) => placeOf(nested) === place).length <= FEW_SETTINGS;
  return [...beside].every(
    (place) => place === SETTINGS || place.endsWith("{setting}") || (place.endsWith("{map}") && isFew(place)),
  );
}

/** A single value under a key. Beside records it is none, wherever it stands. */
function isSetting({ value, isEntry }: Nested): boolean {
  return isEntry && isScalar(value);
}

/** A list under its keys, or the entries of one kind in a map. */
function placeOf({ value, keys, isEntry }: Nested): string {
  const kind = isScalar(value) ? "setting" : Array.isArray(value) ? "list" : "map";
  return isEntry ? [...keys.slice(0, -1), `{${kind}}`].join("\n") : [...keys, "[]"].join("\n");
}

/** Settings are never the records of a file that has any. */
function weight(group: readonly Nested[]): number {
  return group.every(isSetting) ? group.length / 1000 : group.length;
}

function commonKeys(group: readonly Nested[]): ReadonlySet<string> {
  const counts = tally(
    group.flatMap(({ value }) =>
      isMap(value) ? Object.keys(value) : [Array.isArray(value) ? "[]" : typeof value],
    ),
  );
  return new Set([...counts].filter(([, count]) => count >= group.length / 2).map(([key]) => key));
}

function isAlike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = [...one].filter((key) => other.has(key)).length;
  return shared > 0 && shared >= Math.min(one.size, other.size) * ALIKE;
}
