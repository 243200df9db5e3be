/** Tests one phrase for one label. */
import type { LabelGroup } from "../../evidence/label-group.ts";
import { logRandomEffectsTail } from "../../stats/poisson-binomial.ts";
import { boundProbability, LEAST_TRIGGER_PROBABILITY } from "../limits.ts";
import { effectOf, leaningOf, type Places, type Scanned } from "../scanned.ts";
import { isNewWord, isOfNewWords } from "../shared-tokens.ts";
import { spread } from "../spread.ts";
import type { Candidate } from "./candidates.ts";
import { type OwnRecord, ownRecord, recordOf } from "./own-record.ts";
import { speaks, strongestWord } from "./words-effect.ts";

/** One candidate against one label. */
export interface LabelTest {
  readonly label: number;
  /** Rows of the candidate, those of them with the label, and how many the other words of the rows suggest. */
  readonly rows: number;
  readonly observed: number;
  readonly expected: number;
  /** ln P(at least `observed`) for an honest phrase. */
  readonly logP: number;
  /** The same where the phrase may say all that its best-known word can have said of the label until now. */
  readonly logPByWords: number;
}

/**
 * How surprising it is that this many rows of a candidate carry a label, to a model that sees all of each row but the
 * candidate itself. The phrase's own record in the reference, where it has one, tells how far it moves the label; what
 * is left open is the effect of a typical honest word. Rows that say much the same count as fewer (`spread`).
 * @param carriers the label, and how many of the rows carry it
 * @param limits least difference between the observed and the expected share, and the longest rows that are read
 * again; of longer ones it is taken what the model says of the whole row
 * @returns null where the difference is less, which ends the test as soon as it is certain
 */
export function testLabel(
  scanned: Scanned,
  candidate: Candidate,
  rows: Places,
  { label, rows: observed }: { readonly label: number; readonly rows: number },
  { effect, readable }: { readonly effect: number; readonly readable: number },
): LabelTest | null {
  const { group } = scanned;
  const tokens = candidate.hidden;
  const independent = spread(scanned, rows, tokens, readable);
  // Rows that say much the same would tell each other's label by what they have in common beside the phrase.
  const knowsAdded = !areAlike(independent, rows.length);
  const model = knowsAdded ? group.modelOfAll! : group.model!;
  const shift = knowsAdded ? scanned.shiftOfAll : scanned.shift;
  const hidesFellows = knowsAdded && group.fittedOn === "reference" && isOfNewWords(group, candidate);
  const fellows = new Map<number, number>();
  const p = new Float64Array(model.labels);
  const blind = new Float64Array(rows.length);
  let expected = 0;
  let silent = 0;
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i]!;
    const { ids, pairs, own, ownOfAll } = group.rows[scanned.rows[at]!]!;
    const reads = ids.length <= readable;
    const hidden = reads && hidesFellows ? withNewWords(group, ids, tokens, fellows) : tokens;
    if (reads) model.probabilities({ ids, pairs, own: knowsAdded ? ownOfAll : own }, p, hidden);
    const value = reads ? shifted(p, shift, label) : scanned.probabilities[at * model.labels + label]!;
    blind[i] = boundProbability(value, LEAST_TRIGGER_PROBABILITY);
    expected += value;
    if (observed - expected < effect * rows.length) return null;
    if (reads && sameAs(p, scanned.uninformed)) silent++;
  }
  const typical = expected / Math.max(1, rows.length);
  const prior =
    effectBeside(scanned, candidate, label, silent / rows.length) * together(fellows, rows.length);
  const record = ownRecord(scanned, candidate, label, typical, tokens, prior);
  const logPAt = ({ mean, deviation }: Pick<OwnRecord, "mean" | "deviation">, tail: number): number =>
    logRandomEffectsTail(blind, observed, mean, deviation, independent) / record.dispersion / tail;
  const own = effectOf(scanned, candidate).tail;
  const logP = logPAt(record, own);
  const result = { label, rows: rows.length, observed, expected, logP, logPByWords: logP };
  if (logP > SURPRISING) return result;
  const { deviation, tail } = scanned.wordEffect();
  const wordPrior = Math.max(prior, deviation);
  const word = strongestWord(scanned, candidate.tokens, (node) =>
    recordOf(scanned, group.modelOfAll!, scanned.sampleRows(node), label, wordPrior, tokens),
  );
  if (word === null || word.mean <= record.mean) return result;
  const ofWord = logPAt(
    { mean: word.mean, deviation: Math.hypot(record.deviation, word.deviation) },
    Math.max(own, tail),
  );
  return {
    ...result,
    logP: word.atLeast > record.mean ? logPAt({ ...record, mean: word.atLeast }, own) : logP,
    logPByWords: speaks(word) ? Math.max(logP, ofWord) : logP,
  };
}

/** ln of the p-value from which a phrase may come to be reported: only then its words are asked, which takes time. */
const SURPRISING = -5;

/** Mean similarity from which rows are versions of a few sentences. */
const ALIKE = 0.2;

/** Whether rows that are so independent (`spread`) are alike: their number is n / (1 + (n − 1) · similarity). */
function areAlike(independent: number, rows: number): boolean {
  return rows > 1 && (1 / independent - 1) / (rows - 1) > ALIKE;
}

/**
 * A new phrase with the words of a row beside it that no reference row has either, of which the rows that hold each are counted. What
 * is known of them is known from the change alone: triggers that stand side by side would explain each other. A known word is
 * explained by them: that it stands beside a trigger makes it none.
 */
function withNewWords(
  group: LabelGroup,
  ids: Uint32Array,
  phrase: ReadonlySet<number>,
  holders: Map<number, number>,
): Iterable<number> {
  const found = new Set(ids.filter((id) => isNewWord(group, id) && !phrase.has(id)));
  for (const id of found) holders.set(id, (holders.get(id) ?? 0) + 1);
  return found.size === 0 ? phrase : [...phrase, ...found];
}

/**
 * How much more a phrase may say with others of which nothing is known either: the mean over its rows of what all of them say has
 * the variance of what one says, times 1 + Σf² where each stands in a share f of the rows.
 */
function together(fellows: ReadonlyMap<number, number>, rows: number): number {
  return Math.hypot(1, ...[...fellows.values()].map((holders) => holders / rows));
}

/**
 * The effect that an honest phrase may have where in a share of its rows no other word is known: there it does not add
 * to what the row says but is all of it, as the words of a new language are.
 */
function effectBeside(scanned: Scanned, candidate: Candidate, label: number, silent: number): number {
  const deviation = effectOf(scanned, candidate).deviation * leaningOf(scanned, candidate, label);
  if (silent === 0) return deviation;
  const whole = Math.max(deviation, scanned.marginalEffect());
  return Math.sqrt((1 - silent) * deviation ** 2 + silent * whole ** 2);
}

function sameAs(p: Float64Array, other: Float64Array): boolean {
  for (let l = 0; l < p.length; l++) if (!(Math.abs(p[l]! - other[l]!) < 1e-9)) return false;
  return true;
}

/** The probability of one label after the label shares have moved (Saerens et al. 2002, equation 2.4). */
export function shifted(p: Float64Array, shift: Float64Array, label: number): number {
  let sum = 0;
  for (let l = 0; l < p.length; l++) sum += p[l]! * shift[l]!;
  return sum > 0 ? (p[label]! * shift[label]!) / sum : p[label]!;
}
