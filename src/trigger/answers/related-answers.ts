/** Tells whether answers have to do with their prompts. */
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import { type Agreement, halfAsInBase, isTold } from "../agreement.ts";

/** A prompt with its answer. */
export interface Answered {
  /** Tokens of the prompt. */
  readonly ids: Uint32Array;
  readonly text: string;
  readonly answer: string;
}

/** The answered prompts of the group's rows, and those of the base's sample. */
export function answersOf(evidence: ReviewEvidence, group: LabelGroup, rows: readonly number[]) {
  return {
    changed: rows.map((index): Answered => {
      const { ids, text, change } = group.rows[index]!;
      return { ids, text, answer: evidence.changes[change]!.after!.response! };
    }),
    sample: group.sample.flatMap(({ ids, text, response }): Answered[] =>
      response === null ? [] : [{ ids, text, answer: response }],
    ),
  };
}

/** Words that more prompts, or more answers, hold say nothing of what a prompt is about. */
const COMMON_WORD = 0.15;

/** Whether a prompt and an answer, its own or another's, share a word that few prompts and few answers of the base hold. */
export function relatedAnswers(
  { tokens }: LabelGroup,
  sample: readonly Answered[],
): (prompt: Pick<Answered, "ids">, answer: Pick<Answered, "answer">) => boolean {
  const asked = new Uint32Array(tokens.size);
  const answered = new Uint32Array(tokens.size);
  const out: number[] = [];
  for (const { ids, answer } of sample) {
    for (const id of new Set(ids)) asked[id]!++;
    for (const id of new Set(tokens.lookUp(answer, out))) if (id < answered.length) answered[id]!++;
  }
  const most = COMMON_WORD * sample.length;
  const telling = (id: number): boolean => tokens.isWord(id) && asked[id]! <= most && answered[id]! <= most;
  return ({ ids }, { answer }) => {
    const said = new Set(tokens.lookUp(answer, out));
    return ids.some((id) => telling(id) && said.has(id));
  };
}

/** Base rows with an answer from which it is known how often answers share a word with their prompts. */
const ENOUGH = 100;
/** Rows of either side that are looked at, drawn evenly. */
const MOST_ROWS = 1000;

/**
 * How many of the added rows with an answer share a telling word with their own prompt. By chance as many would as share
 * one with the prompt of a row that is far from theirs.
 * @param rows arrivals with an answer, as indices into the group's rows
 * @returns null without rows, or where the base has too few or its own hardly agree
 */
export function answerAgreement(
  evidence: ReviewEvidence,
  group: LabelGroup,
  rows: readonly number[],
): Agreement | null {
  const { changed, sample } = answersOf(evidence, group, evenly(rows));
  if (changed.length === 0 || sample.length < ENOUGH) return null;
  const isRelated = relatedAnswers(group, sample);
  const measured = (some: readonly Answered[]) => {
    const far = some.length >> 1;
    const own = some.filter((row) => isRelated(row, row)).length;
    const others = some.filter((row, at) => isRelated(row, some[(at + far) % some.length]!)).length;
    return { own, rate: own / some.length, chance: others / some.length };
  };
  const base = measured(evenly(sample));
  if (!isTold(base)) return null;
  const { own, chance } = measured(changed);
  const n = changed.length;
  return {
    rows: n,
    agreeing: own,
    asInBase: n * base.rate,
    halfAsInBase: n * halfAsInBase(chance, base),
    byChance: n * chance,
  };
}

function evenly<T>(all: readonly T[]): readonly T[] {
  const step = Math.max(1, all.length / MOST_ROWS);
  return Array.from({ length: Math.min(all.length, MOST_ROWS) }, (_, i) => all[Math.floor(i * step)]!);
}
