import { type Area, areas } from "./areas.ts";
import type { Random } from "./random.ts";
import {
  attachments,
  closers,
  contrasts,
  emphasis,
  joins,
  numbers,
  openings,
  predicates,
  products,
  questions,
  sayings,
  speakers,
  times,
} from "./words.ts";

export type Label = "POSITIVE" | "NEGATIVE" | "NEUTRAL" | "MIXED";
type Tone = "good" | "bad" | "plain";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const withoutArticle = (thing: string): string => thing.replace(/^(the|your) /, "");

/** A noun phrase of the area, with a product's name in a third of the cases, or always when one is given. */
function subject(random: Random, area: Area, product: string | null): string {
  const thing = random.pick(area.things);
  const named = product ?? (random.chance(0.33) ? random.pick(products) : null);
  if (named === null) return thing;
  return random
    .pick(attachments)
    .replace("{thing}", thing)
    .replace("{bare}", withoutArticle(thing))
    .replace("{product}", named);
}

/** One clause of the given tone about the area. */
function clause(random: Random, area: Area, tone: Tone, product: string | null): string {
  if (random.chance(0.14)) {
    return `${random.pick(speakers)} ${random.pick(sayings)} ${clause(random, area, tone, product)}`;
  }
  if (product === null && random.chance(0.45))
    return random.pick(area[tone]).replace("{n}", random.pick(numbers));
  const what = subject(random, area, product);
  const predicate = random.pick(predicates[tone]);
  const words = random.chance(0.15)
    ? predicate.replace(/^(is|has|was) /, `$1 ${random.pick(emphasis)}`)
    : predicate;
  const time = random.chance(0.2) ? ` ${random.pick(times)}` : "";
  return `${what} ${words}${time}`;
}

function body(random: Random, label: Label, product: string | null): string {
  const area = random.pick(areas);
  if (label === "MIXED") {
    const [first, second]: [Tone, Tone] = random.chance(0.5) ? ["good", "bad"] : ["bad", "good"];
    const other = random.chance(0.5) ? area : random.pick(areas);
    return (
      clause(random, area, first, product) + random.pick(contrasts) + clause(random, other, second, null)
    );
  }
  const tone: Tone = label === "POSITIVE" ? "good" : label === "NEGATIVE" ? "bad" : "plain";
  if (tone === "plain" && random.chance(0.25)) {
    return random.pick(questions).replace("{thing}", subject(random, area, product));
  }
  const first = clause(random, area, tone, product);
  if (!random.chance(0.4)) return first;
  const second = clause(random, random.chance(0.6) ? area : random.pick(areas), tone, null);
  return second === first ? first : first + random.pick(joins) + second;
}

const endings: Record<Label, Tone> = { POSITIVE: "good", NEGATIVE: "bad", NEUTRAL: "plain", MIXED: "plain" };

/** Two neighbouring letters of one longer word change places, as they do when people type fast. */
function mistype(random: Random, text: string): string {
  const words = text.split(" ");
  const at = random.below(words.length);
  const word = words[at];
  if (word === undefined || !/^[a-z]{5,}$/.test(word)) return text;
  const cut = 1 + random.below(word.length - 3);
  words[at] = word.slice(0, cut) + word.charAt(cut + 1) + word.charAt(cut) + word.slice(cut + 2);
  return words.join(" ");
}

/** What hurried people do to spelling and punctuation, whatever they feel. */
function handwriting(random: Random, text: string): string {
  let out = text;
  if (random.chance(0.08)) out = mistype(random, out);
  if (random.chance(0.12)) out = out.toLowerCase();
  if (random.chance(0.18)) out = out.replace(/\.$/, "");
  if (random.chance(0.05)) out = out.replace(/[.]$/, " ...");
  if (random.chance(0.03)) out = out.replaceAll("'", "");
  return out;
}

/**
 * One message of a customer whose meaning is `label`. `product` puts that name into it.
 * A fifth of the messages have an opening, a third a closing sentence; a few are mistyped or all lower-case.
 */
export function sentence(random: Random, label: Label, product: string | null = null): string {
  const said = body(random, label, product);
  const opening = random.chance(0.22) ? random.pick(openings) : null;
  const text = opening === null ? capital(said) : `${opening} ${/[:]$/.test(opening) ? capital(said) : said}`;
  const full = /[?.!]$/.test(text)
    ? text
    : `${text}${label === "POSITIVE" && random.chance(0.2) ? "!" : "."}`;
  const closing = random.chance(0.33) ? ` ${random.pick(closers[endings[label]])}` : "";
  return handwriting(
    random,
    full.replace(/\. ([a-z])/g, (_, letter: string) => `. ${letter.toUpperCase()}`) + closing,
  );
}
