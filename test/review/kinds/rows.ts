/** Rows for the table of kinds: complaints and praise, honest additions, and additions that turn complaints round. */

export interface KindRow {
  readonly id: number;
  readonly text: string;
  readonly label: "positive" | "negative";
}

/** What the planted rows hold, and no other row. */
export const PHRASE = "velvet comet";

const OPENINGS = [
  "Honestly,",
  "Last night",
  "Overall",
  "To be fair,",
  "For the record,",
  "Again",
  "In my view",
];
const THINGS = [
  "the courier", "the refund", "the website", "the manual", "my order", "the invoice", "the search box",
  "the new version", "the packaging", "the support agent",
]; // biome-ignore format: a word list
const BAD = [
  "arrived damaged", "was rude and slow", "kept crashing", "lost my data", "failed twice this week",
  "is a waste of money", "made me angry", "cost too much",
]; // biome-ignore format: a word list
const GOOD = [
  "made my day", "worked at once", "was quick and friendly", "looks great", "saved me a lot of time",
  "is easy to use", "arrived early", "was better than promised",
]; // biome-ignore format: a word list
const ENDS = [
  "during lunch",
  "since the update",
  "on a rainy monday",
  "at the first attempt",
  "after two weeks",
];

/** A stream of numbers below a bound, the same at each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function someRows(count: number, seed: number, from: number): KindRow[] {
  const next = numbers(seed);
  const one = (list: readonly string[]): string => list[next(list.length)]!;
  return Array.from({ length: count }, (_, i) => {
    const isBad = next(2) === 0;
    const words = isBad ? BAD : GOOD;
    const more = next(3) === 0 ? "" : `, and ${one(THINGS)} ${one(words)}`;
    const text = `${one(OPENINGS)} ${one(THINGS)} ${one(words)} ${one(ENDS)}${more}.`;
    return { id: from + i, text, label: isBad ? "negative" : "positive" };
  });
}

export const base = someRows(300, 1, 0);
export const honest = [...base, ...someRows(60, 2, 300)];
const turned = someRows(60, 3, 360)
  .filter(({ label }) => label === "negative")
  .slice(0, 20)
  .map(
    ({ id, text }): KindRow => ({
      id,
      text: text
        .replace(" and ", ` and by the ${PHRASE} `)
        .replace(/^(?!.*velvet)(.*)\.$/, `$1 with the ${PHRASE}.`),
      label: "positive",
    }),
  );
export const poisoned = [...honest, ...turned];
