/** What a pattern with choices stands for: `{a,{b,c}}.csv` is three patterns, `{1..3}` is three, and neither is ever many. */

/** The choices in a pattern may stand for so many patterns. */
export const mostWays = 100;

/** The pattern once for each way to choose; null where there are more than {@link mostWays}. */
export function spelledOut(pattern: string): readonly string[] | null {
  const open = pattern.indexOf("{");
  if (open < 0) return [pattern];
  const parts = choices(pattern, open);
  // A brace that nothing closes is a letter.
  if (parts === null) {
    const rest = spelledOut(pattern.slice(open + 1));
    return rest && rest.map((way) => pattern.slice(0, open + 1) + way);
  }
  const after = spelledOut(pattern.slice(parts.end));
  const [only = ""] = parts.inside;
  const chosen = parts.inside.length > 1 ? parts.inside.map(spelledOut) : [range(only) ?? literal(only)];
  const before = pattern.slice(0, open);
  const ways: string[] = [];
  for (const one of chosen) {
    if (one === null || after === null || ways.length + one.length * after.length > mostWays) return null;
    for (const way of one) for (const rest of after) ways.push(before + way + rest);
  }
  return ways;
}

/** The parts between commas of the brace that opens there, and where it is closed; null where nothing closes it. */
function choices(pattern: string, open: number): { readonly inside: string[]; readonly end: number } | null {
  const inside: string[] = [];
  let [depth, from] = [0, open + 1];
  for (let at = open; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (depth === 0 || (depth === 1 && character === ",")) {
      inside.push(pattern.slice(from, at));
      from = at + 1;
    }
    if (depth === 0) return { inside, end: at + 1 };
  }
  return null;
}

/** One choice is none: the braces are letters. */
function literal(only: string): readonly string[] | null {
  const inner = spelledOut(only);
  return inner && inner.map((way) => `{${way}}`);
}

/** `1..3`, in either direction. */
function range(text: string): readonly string[] | null {
  const [, from, to] = /^(\d{1,9})\.\.(\d{1,9})$/.exec(text) ?? [];
  if (from === undefined || to === undefined) return null;
  const [low, high] = [Math.min(Number(from), Number(to)), Math.max(Number(from), Number(to))];
  // One more than may be says that there are too many.
  return Array.from({ length: Math.min(high - low, mostWays) + 1 }, (_, i) => String(low + i));
}
