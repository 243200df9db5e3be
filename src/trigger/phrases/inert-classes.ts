/** Classes of words that change no meaning, tested as one: an adverb planted in rows of one label is rare word by word, but not as a class. */
import { bySampledRow } from "../../evidence/base/by-sampled-row.ts";
import { logBinomialUpperTail, logJointTail } from "../../stats/log-space.ts";
import { logRandomEffectsBinomialTail, shiftProbability } from "../../stats/poisson-binomial.ts";
import { INERT_CLASSES, type InertClass } from "../../text/inert-words.ts";
import type { TokenTable } from "../../text/token-table.ts";
import { tokenize } from "../../text/tokens.ts";
import { isFromElsewhere } from "../elsewhere.ts";
import { labelsAt, type Scanned } from "../scanned.ts";
import { spread } from "../spread.ts";
import { posterior } from "./own-record.ts";

/** A class of words that came in with one label. */
export interface InertHit {
  readonly kind: InertClass;
  readonly label: number;
  /** Changed and sampled base rows with a word of the class, and those of the changed ones with the label. */
  readonly rows: number;
  readonly sampleRows: number;
  readonly observed: number;
  /** How many would have the label at the class's own lean in the base. */
  readonly expected: number;
  /** The words of the class that became more frequent with the label, most rows first, and the rows that hold them with it. */
  readonly words: readonly string[];
  readonly carriers: readonly number[];
  /** ln of the joint p-value of burst and label, times the number of classes and labels. */
  readonly logAdjusted: number;
}

/** Fewest rows beyond expectation: of fewer it is a word, which the scan of phrases looks at. */
const LEAST_EXCESS = 8;
/** More of the change than this share is how its source writes. */
const MOST_ROWS = 0.3;
/** Burst and label must be unusual by themselves too: joined p-values alone would let one of them do all the work. */
const LEAST_BURST = Math.log(0.01);
const LEAST_SKEW = Math.log(0.01);
/** A word of the class is one of those that came in at this many times its rate in the base. */
const MORE_FREQUENT = 2;
const NAMED_WORDS = 6;

/**
 * Tests each class of inert words against each label: whether more of the change's rows with the label hold such a word
 * than of the base's (the burst), and whether the class leans towards the label more than it does in the base beside the
 * label mix of the change's other rows (the skew). A class that bursts in the other labels as well is how another
 * source writes: the others' burst is taken off. The label itself is tested, not what the content leaves open of it,
 * since planted rows of this kind are labelled as they deserve.
 * Of a change that is from elsewhere as a whole nothing is said: its subjects have their own mix.
 * @param limit ln of the error rate
 * @returns for each label at most one class, the most significant
 */
export function inertClasses(scanned: Scanned, limit: number): InertHit[] {
  const { group, rows } = scanned;
  if (group.fittedOn !== "reference" || isFromElsewhere(scanned)) return [];
  const labels = group.space.names.length;
  const classes = classesByToken(group.tokens);
  const held = rows.map((row) => classesOf(Array.from(group.rows[row]!.ids, (id) => classes[id]!)));
  // By text: the tokens of the base that the change does not have have no ids.
  const sample = group.sample.map((row) => sampledClasses(row));
  const sampled = new Float64Array(labels);
  for (const { label } of group.sample) if (label >= 0) sampled[label]!++;
  const tests = Math.log(INERT_CLASSES.length * labels);
  const best: InertHit[] = [];
  INERT_CLASSES.forEach((kind, bit) => {
    const has = (mask: number): boolean => (mask & (1 << bit)) !== 0;
    const mine = held.flatMap((mask, at) => (has(mask) ? [at] : []));
    const base = sample.flatMap((mask, index) =>
      has(mask) && group.sample[index]!.label >= 0 ? [index] : [],
    );
    if (mine.length > MOST_ROWS * rows.length) return;
    for (let label = 0; label < labels; label++) {
      const hit = test(scanned, kind, mine, base, { sampled, label });
      if (hit === null || hit.logAdjusted + tests > limit) continue;
      if (hit.logAdjusted + tests < (best[label]?.logAdjusted ?? 0))
        best[label] = { ...hit, logAdjusted: hit.logAdjusted + tests };
    }
  });
  // Labels without a hit are holes.
  return Object.values(best);
}

function test(
  scanned: Scanned,
  kind: InertClass,
  mine: readonly number[],
  base: readonly number[],
  { sampled: sampledRows, label }: { readonly sampled: Float64Array; readonly label: number },
): InertHit | null {
  const { group, rows, labelRows } = scanned;
  const labels = group.space.names.length;
  const withLabel = mine.filter((at) => labelsAt(scanned, at).includes(label));
  const observed = withLabel.length;
  const rest = rows.length - mine.length;
  const share = (labelRows[label]! - observed + 1) / (rest + labels);
  const usual = (group.referenceLabels[label]! + 1) / (group.referenceRows + labels);
  const record = posterior(
    base.map((index) => ({ p: usual, hit: group.sample[index]!.label === label })),
    scanned.marginalEffect(),
  );
  // A class that leans away from the label in the base may lean less in rows of another register: no evidence by itself.
  const lean = Math.max(0, record.mean);
  const expected = mine.length * shiftProbability(share, lean);
  if (observed - expected < LEAST_EXCESS) return null;
  const baseWith = base.filter((index) => group.sample[index]!.label === label).length;
  const sampled = sampledRows[label]!;
  const labelled = sampledRows.reduce((sum, rows) => sum + rows, 0);
  const burst = burstOf(observed, labelRows[label]!, baseWith, sampled);
  const ofOthers = burstOf(
    mine.length - observed,
    rows.length - labelRows[label]!,
    base.length - baseWith,
    labelled - sampled,
  );
  const logBurst = Math.min(0, burst - ofOthers);
  if (logBurst > LEAST_BURST) return null;
  const independent = spread(scanned, mine);
  const logSkew = logRandomEffectsBinomialTail(
    mine.length,
    share,
    observed,
    lean,
    record.deviation,
    independent,
  );
  if (logSkew / record.dispersion > LEAST_SKEW) return null;
  return {
    kind,
    label,
    rows: mine.length,
    sampleRows: base.length,
    observed,
    expected,
    ...newWords(scanned, kind, withLabel, label, sampled),
    logAdjusted: logJointTail(logBurst * independent, logSkew / record.dispersion),
  };
}

/** ln P(so many of both sides' rows with the class on the changed side), had either the same rate. */
function burstOf(changed: number, changedOf: number, base: number, baseOf: number): number {
  const share = changedOf / Math.max(1, changedOf + baseOf);
  return share <= 0 || share >= 1 ? 0 : logBinomialUpperTail(changed + base, share, changed);
}

/** The words of the class that became more frequent among the label's rows, and the rows that hold one of them. */
function newWords(
  { group, rows, labelRows }: Scanned,
  { members }: InertClass,
  withLabel: readonly number[],
  label: number,
  sampled: number,
): Pick<InertHit, "words" | "carriers"> {
  const changed = new Map<string, number[]>();
  for (const at of withLabel)
    for (const word of new Set(inertWords(group.rows[rows[at]!]!.text)))
      if (members.has(word)) changed.set(word, [...(changed.get(word) ?? []), at]);
  const before = new Map<string, number>();
  for (const row of group.sample) {
    if (row.label !== label) continue;
    for (const word of new Set(inertWords(row.text)))
      if (members.has(word)) before.set(word, (before.get(word) ?? 0) + 1);
  }
  const scale = (MORE_FREQUENT * labelRows[label]!) / (sampled + 1);
  const risen = [...changed]
    .filter(([word, places]) => places.length > 1 && places.length > ((before.get(word) ?? 0) + 0.5) * scale)
    .sort((a, b) => b[1].length - a[1].length);
  if (risen.length === 0) return { words: [], carriers: withLabel };
  const carriers = [...new Set(risen.flatMap(([, places]) => places))].sort((a, b) => a - b);
  return { words: risen.slice(0, NAMED_WORDS).map(([word]) => word), carriers };
}

/** The classes of every inert word, as bits. */
const CLASSES: ReadonlyMap<string, number> = INERT_CLASSES.reduce((classes, { members }, bit) => {
  for (const word of members) classes.set(word, (classes.get(word) ?? 0) | (1 << bit));
  return classes;
}, new Map<string, number>());

const inertWords = (text: string): string[] =>
  tokenize(text).flatMap(({ text: word }) => (CLASSES.has(word) ? [word] : []));

const classesByToken = (tokens: TokenTable): Uint8Array =>
  Uint8Array.from({ length: tokens.size }, (_, id) => (id === 0 ? 0 : (CLASSES.get(tokens.name(id)) ?? 0)));

/** Of a sampled row. */
const sampledClasses = bySampledRow((text) => classesOf(inertWords(text).map((word) => CLASSES.get(word)!)));

const classesOf = (bits: readonly number[]): number => bits.reduce((all, mine) => all | mine, 0);
