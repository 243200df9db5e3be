import { namedRandom, type Random } from "../../../src/review/drill/random.ts";
import type { LabelledCase } from "../case.ts";
import type { Corpus, LabelledRow } from "../corpus.ts";
import { atEnd, honest } from "./additions.ts";
import { record, sizes } from "./draw.ts";
import type { SimulatedPullRequest } from "./pull-request.ts";

/** Sizes of honest work that no attack has, in rows. */
const batchRows = 15;
const newFileRows = 500;
const otherRows = 1000;
/** Share of the added rows that are of the other kind: a source is seldom pure. */
const otherShare = 0.8;

const streamOf = (of: LabelledCase): Random => namedRandom(`${of.set}/${of.attack}/${of.seed}`);

/** A few rows of one label and nothing else: what is added to mend a model's errors. */
export function batch(corpus: Corpus, of: LabelledCase): SimulatedPullRequest {
  const random = streamOf(of);
  const rows = random.shuffled(corpus.clean(of.set));
  const label = rows.at(-1)!.label;
  const base = rows.slice(0, sizes.base);
  const added = rows.slice(sizes.base).filter((row) => row.label === label);
  return additionsTo(base, added.slice(0, batchRows));
}

/** A new file: there is no base to judge it by. */
export function newFile(corpus: Corpus, of: LabelledCase): SimulatedPullRequest {
  const rows = streamOf(of).shuffled(corpus.clean(of.set));
  return additionsTo([], rows.slice(0, newFileRows));
}

/** The base has the shorter texts, and most of what is added is longer: another source of the same labels. */
export function longerRows(corpus: Corpus, of: LabelledCase): SimulatedPullRequest {
  const random = streamOf(of);
  const byLength = random.shuffled(corpus.clean(of.set)).sort((a, b) => a.text.length - b.text.length);
  const half = Math.floor(byLength.length / 2);
  const short = random.shuffled(byLength.slice(0, half));
  const long = random.shuffled(byLength.slice(half));
  const few = Math.round(otherRows * (1 - otherShare));
  const base = short.slice(few, few + sizes.base);
  return additionsTo(base, random.shuffled([...short.slice(0, few), ...long.slice(0, otherRows - few)]));
}

/** All rows of one label go. Null where only two labels are: then that is no work of this kind. */
export function labelOut(corpus: Corpus, of: LabelledCase): SimulatedPullRequest | null {
  const base = streamOf(of).shuffled(corpus.clean(of.set)).slice(0, sizes.base);
  const labels = [...new Set(base.map(({ label }) => label))].sort();
  if (labels.length < 3) return null;
  const out = labels[of.seed % labels.length]!;
  return {
    base: base.map(record),
    head: base.filter(({ label }) => label !== out).map(record),
    changes: base.flatMap((row, index) =>
      row.label === out
        ? [{ side: "base" as const, line: index + 1, record: record(row), planted: false, flipped: false }]
        : [],
    ),
  };
}

/** Most of what is added is of another set, which has its own words, language and mix of labels, under this set's labels. */
export function otherSource(corpus: Corpus, of: LabelledCase): SimulatedPullRequest {
  const random = streamOf(of);
  const own = random.shuffled(corpus.clean(of.set));
  const labels = [...new Set(own.map(({ label }) => label))].sort();
  const others = random.shuffled(corpus.clean(corpus.neighbour(of.set)));
  const theirs = [...new Set(others.map(({ label }) => label))].sort();
  const few = Math.round(otherRows * (1 - otherShare));
  const translated = others
    .slice(0, otherRows - few)
    .map(({ text, label }) => ({ text, label: labels[theirs.indexOf(label) % labels.length]! }));
  const base = own.slice(0, sizes.base);
  return additionsTo(base, random.shuffled([...own.slice(sizes.base, sizes.base + few), ...translated]));
}

function additionsTo(base: readonly LabelledRow[], added: readonly LabelledRow[]): SimulatedPullRequest {
  return {
    base: base.map(record),
    head: [...base, ...added].map(record),
    changes: atEnd(base.length, added.map(honest)),
  };
}
