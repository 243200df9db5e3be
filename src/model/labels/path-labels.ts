/** Sees in paths the names of labels, as in `reviews/positive.csv` and `train/spam/1.txt`. */
import type { LabelPattern } from "../options.ts";

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

interface Place {
  readonly pattern: string;
  readonly label: string;
}

/** Where a path may say its label: in a folder of that name, or in the name of the file. */
function placesIn(path: string): Place[] {
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

/** Words of a name that are looked at. */
const MOST_WORDS = 12;
/** What tells files apart that have the same labels: the split, a number, a language. */
const TELLS_FILES_APART = /^(train(ing)?|dev|val(id(ation)?)?|test(ing)?|eval|all|[a-z]{2}|.*\d.*)$/i;

/** Patterns of which a path is one, with any words side by side for a label: of a folder, or of the file's name. */
function anyPlacesIn(path: string): Place[] {
  if (PATTERN_SIGNS.test(path)) return [];
  const file = path.lastIndexOf("/") + 1;
  const end = path.lastIndexOf(".") > file ? path.lastIndexOf(".") : path.length;
  const names = [...path.matchAll(/[^/]+/g)].map(({ 0: name, index }) => ({
    index,
    words: [...name.slice(0, Math.max(0, end - index)).matchAll(/[^_.-]+/g)].slice(0, MOST_WORDS),
  }));
  return names.flatMap(({ index, words }) =>
    words.flatMap((from, i) =>
      words.slice(i).flatMap((to) => {
        const [start, stop] = [index + from.index, index + to.index + to[0].length];
        const label = path.slice(start, stop).toLowerCase();
        if (TELLS_FILES_APART.test(label)) return [];
        return [{ pattern: `${path.slice(0, start)}{label}${path.slice(stop)}`, label }];
      }),
    ),
  );
}

/**
 * Answers for a path the pattern of paths in which its label stands, where files of the base show it: those of two labels
 * or more differ in nothing but that word. Null for any other path.
 * @param base paths of the base
 */
export function labelPatterns(base: Iterable<string>): LabelPattern {
  const paths = [...base];
  const known = labelsByPattern(paths, placesIn);
  let any: ReturnType<typeof labelsByPattern> | null = null;
  return (path, isOneLabel = false) => {
    const pattern = placesIn(path).find((place) => (known.get(place.pattern)?.size ?? 0) >= 2)?.pattern;
    if (pattern !== undefined || !isOneLabel) return pattern ?? null;
    const labels = (any ??= labelsByPattern(paths, anyPlacesIn));
    const count = ({ pattern: of }: Place): number => labels.get(of)?.size ?? 0;
    const [best] = anyPlacesIn(path).sort((a, b) => count(b) - count(a) || a.label.length - b.label.length);
    return best !== undefined && count(best) >= 2 ? best.pattern : null;
  };
}

function labelsByPattern(
  paths: readonly string[],
  places: typeof placesIn,
): ReadonlyMap<string, ReadonlySet<string>> {
  const labels = new Map<string, Set<string>>();
  for (const path of paths)
    for (const { pattern, label } of places(path))
      labels.set(pattern, (labels.get(pattern) ?? new Set()).add(label));
  return labels;
}
