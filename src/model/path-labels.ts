/** Sees in paths the names of labels, as in `reviews/positive.csv` and `train/spam/1.txt`. */

const LABELS = new Set(
  (
    "positive negative neutral pos neg neu good bad spam ham toxic nontoxic clean hate nohate hateful offensive normal " +
    "fake real true false yes no sarcastic ironic happy sad joy anger angry fear love surprise disgust safe unsafe " +
    "harmful harmless benign malicious jailbreak injection entailment contradiction favor against none"
  ).split(" "),
);

/** Signs that a pattern of paths does not take as they are. */
const PATTERN_SIGNS = /[*?{}()[\]!+@|\\]/;

/** The path with `{label}` for the last word that names a label; null where none does, or a pattern cannot hold it. */
export function pathPattern(path: string): string | null {
  if (PATTERN_SIGNS.test(path)) return null;
  const words = [...path.matchAll(/[a-z]+/gi)].filter(([word]) => LABELS.has(word.toLowerCase()));
  const last = words.at(-1);
  if (last === undefined) return null;
  return `${path.slice(0, last.index)}{label}${path.slice(last.index + last[0].length)}`;
}

/** Where a path may say its label: in a folder of that name, or in the name of the file. */
function placesIn(path: string): { readonly pattern: string; readonly label: string }[] {
  if (PATTERN_SIGNS.test(path)) return [];
  const folders = path.split("/").slice(0, -1);
  const places = folders.flatMap((folder, at) => {
    const label = folder.toLowerCase();
    const above = folders.slice(0, at).map((name) => `${name}/`);
    return LABELS.has(label) ? [{ pattern: `${above.join("")}{label}/**`, label }] : [];
  });
  const file = path.slice(path.lastIndexOf("/") + 1);
  const inName = pathPattern(file);
  if (inName === null) return places;
  const pattern = path.slice(0, path.length - file.length) + inName;
  const start = inName.indexOf("{label}");
  const label = file.slice(start, file.length - (inName.length - start - "{label}".length)).toLowerCase();
  return [...places, { pattern, label }];
}

/**
 * Answers for a path the pattern of paths in which its label stands, where files of the base show it: those of two labels
 * or more differ in nothing but that word. Null for any other path.
 * @param base paths of the base
 */
export function labelPatterns(base: Iterable<string>): (path: string) => string | null {
  const labels = new Map<string, Set<string>>();
  for (const path of base)
    for (const { pattern, label } of placesIn(path))
      labels.set(pattern, (labels.get(pattern) ?? new Set()).add(label));
  return (path) =>
    placesIn(path).find(({ pattern }) => (labels.get(pattern)?.size ?? 0) >= 2)?.pattern ?? null;
}
