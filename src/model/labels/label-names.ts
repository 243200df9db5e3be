/** The names of labels in a cell: one, a list, flags, shares, or an object that says what is known of a label. */
import type { Json } from "../json.ts";

/** The label of a row none of whose flags or tags is set: that is an answer, not a lack of one. */
export const NO_FLAG = "none of them";

/** Canonical label names of a cell. */
export function labelNamesOf(value: Json): string[] {
  if (typeof value === "string") {
    const text = value.trim();
    const list = text.startsWith("[") && text.endsWith("]") ? parseList(text) : null;
    return list ?? (text === "" ? [] : [canonicalLabel(text)]);
  }
  if (value === null) return [];
  if (typeof value !== "object") return [String(value)];
  if (Array.isArray(value)) return [...new Set(value.flatMap(labelNamesOf))];
  return flagNames(value) ?? likelyNames(value) ?? namedLabel(value) ?? [JSON.stringify(value)];
}

/** `1.0`, as pandas writes an integer beside an empty cell, is the label `1`. */
function canonicalLabel(text: string): string {
  return /^-?\d{1,15}\.0+$/.test(text) ? text.slice(0, text.indexOf(".")) : text;
}

/** A list in a cell as JSON or as Python prints it. */
function parseList(text: string): string[] | null {
  if (text.length > 10_000 || text.includes("[", 1)) return null;
  for (const candidate of [text, text.replace(/'/g, '"')]) {
    try {
      const value = JSON.parse(candidate) as Json;
      if (Array.isArray(value)) return labelNamesOf(value);
    } catch {
      // Not this notation.
    }
  }
  return null;
}

/** `{toxic: 1, insult: 0}`: the names of the flags that are set, or that none is. */
function flagNames(value: Readonly<Record<string, Json>>): string[] | null {
  const entries = Object.entries(value);
  const areFlags = entries.every(([, flag]) => typeof flag === "boolean" || flag === 0 || flag === 1);
  if (!areFlags) return null;
  const set = entries.filter(([, flag]) => flag === true || flag === 1).map(([name]) => name);
  return set.length === 0 && entries.length > 0 ? [NO_FLAG] : set;
}

/** `{positive: 0.9, negative: 0.1}`: the likeliest where the shares are of one whole, else all that are more likely than not. */
function likelyNames(value: Readonly<Record<string, Json>>): string[] | null {
  const entries = Object.entries(value);
  const shares = entries.map(([, share]) => (typeof share === "number" ? share : NaN));
  if (entries.length < 2 || !shares.every((share) => share >= 0 && share <= 1)) return null;
  const sum = shares.reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) < 0.02) return [entries[shares.indexOf(Math.max(...shares))]![0]];
  const likely = entries.filter((_, i) => shares[i]! >= 0.5).map(([name]) => name);
  return likely.length === 0 ? [NO_FLAG] : likely;
}

/** `{label: "positive", score: 0.9}`: a label beside what is known of it. */
function namedLabel(value: Readonly<Record<string, Json>>): string[] | null {
  const key = ["label", "name", "class", "category", "value"].find(
    (name) => Object.hasOwn(value, name) && typeof value[name] === "string",
  );
  const others = Object.entries(value).filter(([name]) => name !== key);
  const list = others[0]?.[1];
  // Label Studio's `{"choices": […]}`, where a question takes several answers.
  if (key === undefined && others.length === 1 && Array.isArray(list)) return labelNamesOf(list);
  return key !== undefined && others.every(([, other]) => typeof other === "number" || other === null)
    ? labelNamesOf(value[key]!)
    : null;
}
