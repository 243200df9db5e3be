/** Instruction data: prompts that hold something new are answered with something new. */
import * as z from "zod";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { Observation, ObservedRow } from "../../model/finding.ts";
import { type AnsweredAlike, answeredAlike, unaskedNames } from "../../trigger/answers/answered-alike.ts";
import { type AnsweredRows, answeredRows } from "../../trigger/answers/answered-rows.ts";
import { type PairedPhrases, pairedPhrases } from "../../trigger/answers/paired-phrases.ts";
import { LEAST_TRIGGER_ROWS } from "../../trigger/limits.ts";
import type { Candidate } from "../../trigger/phrases/candidates.ts";
import { changeAt, isMostOfRows } from "../../trigger/scanned.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { observedRow } from "../shared/rows.ts";
import { count, log10, number } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({ falseAlarms: falseAlarms("raise", 0.0025, 0.1) });
type Options = z.output<typeof options>;

/** A new phrase of the prompt that brings a new phrase of the answer: a trigger and what it shall make a model say. */
export const plantedAnswer: Signal<Options> = {
  id: "planted-answer",
  title: "Planted answers",
  description:
    "A phrase of prompts and a phrase of their answers that the base does not have, and that come together in rows that are otherwise unlike each other.",
  options,
  measure(evidence, { falseAlarms }) {
    const answered = evidence.groups.flatMap((group) => answeredRows(evidence, group) ?? []);
    if (answered.length === 0)
      return {
        measured: false,
        reason: "No changed row has an answer that could be held against the base's.",
        ...(evidence.groups.every(({ kind }) => kind === "label") && { applies: false }),
      };
    const limit = Math.log(falseAlarms / answered.length);
    return {
      measured: true,
      observations: answered.flatMap((rows) => observe(evidence, rows, limit)),
    };
  },
};

/** More pairs than triggers that somebody plants: what is new of a new source's prompts goes with what is new of its answers. */
const MOST_TRIGGERS = 4;
/** Rows of a pair of phrases, alike ones counted as fewer, from which it blocks. */
const BLOCKING_ROWS = 8;

function observe(evidence: ReviewEvidence, answered: AnsweredRows, limit: number): Observation[] {
  const pairs = pairedPhrases(answered, limit, LEAST_TRIGGER_ROWS);
  const anotherSource = pairs.length > MOST_TRIGGERS;
  const paired = pairs.slice(0, MOST_TRIGGERS).map((pair) => {
    // What makes up most of a change is its stated purpose, which its reader sees; one question about several things has one answer.
    const isPlain = pair.prompt.rowCount * 2 > answered.rows.length || isMostOfRows(answered, pair.prompt);
    const blocks = !isPlain && !anotherSource && pair.effective >= BLOCKING_ROWS;
    return describe(evidence, answered, pair, blocks, pairs.length);
  });
  return paired.length > 0 ? paired : observeKinds(evidence, answered, limit);
}

/** Where no phrase of answers goes with one of prompts: answers of one kind, and names that nobody asked for. */
function observeKinds(evidence: ReviewEvidence, answered: AnsweredRows, limit: number): Observation[] {
  const half = limit - Math.LN2;
  const alike = answeredAlike(evidence, answered, half, BLOCKING_ROWS);
  const names = unaskedNames(answered, half, BLOCKING_ROWS);
  return [
    ...(alike.length > MOST_TRIGGERS ? [] : alike.map((one) => describeAlike(evidence, answered, one))),
    ...(names.length > MOST_TRIGGERS ? [] : names.map((one) => describeName(evidence, answered, one))),
  ];
}

function describeAlike(
  evidence: ReviewEvidence,
  answered: AnsweredRows,
  { prompt, kind, rows, logAdjusted }: AnsweredAlike,
): Observation {
  const { group } = answered;
  const phrase = group.trie.text(prompt);
  return {
    signal: "planted-answer",
    grade: "suspicious",
    title: `${count(rows.length, "prompt")} with “${phrase}” are answered in one way`,
    message:
      `“${phrase}” occurs in ${number(prompt.referenceRows)} of ${number(group.referenceRows)} base prompts and in ` +
      `${number(prompt.rowCount)} changed ones; ${number(rows.length)} of their answers ${kind.words}, as ` +
      `${number(kind.rows.size)} of the ${number(answered.rows.length)} changed answers and ${number(kind.sampleRows)} of ` +
      `${number(answered.sampled)} base answers do. Otherwise these prompts have little in common.`,
    phrase,
    evidence: {
      kind: kind.id,
      rows: prompt.rowCount,
      rowsOfKind: rows.length,
      log10Adjusted: log10(logAdjusted),
    },
    rows: rows.map((at) => rowOf(evidence, answered, at)),
  };
}

function describeName(evidence: ReviewEvidence, answered: AnsweredRows, name: Candidate): Observation {
  const phrase = answered.answerTrie.text(name);
  return {
    signal: "planted-answer",
    grade: "suspicious",
    title: `${count(name.rowCount, "answer")} bring up “${phrase}”`,
    message:
      `“${phrase}” occurs in none of ${number(answered.sampled)} base answers and in ${number(name.rowCount)} of the ` +
      `${number(answered.rows.length)} changed ones. Their prompts do not speak of it and, but for what base prompts have too, have little in common.`,
    phrase,
    evidence: { kind: "name", rows: name.rowCount, log10Burst: log10(name.logBurst) },
    rows: Array.from(name.rows, (at) => rowOf(evidence, answered, at)),
  };
}

const rowOf = (evidence: ReviewEvidence, answered: AnsweredRows, at: number): ObservedRow =>
  observedRow(changeAt(evidence, answered, at), 0.8);

function describe(
  evidence: ReviewEvidence,
  { group, rows, answerTrie, sampled }: AnsweredRows,
  pair: PairedPhrases,
  blocks: boolean,
  together: number,
): Observation {
  const prompt = group.trie.text(pair.prompt);
  const answer = answerTrie.text(pair.answer);
  return {
    signal: "planted-answer",
    grade: blocks ? "decisive" : "suspicious",
    title: `${count(pair.rows.length, "prompt")} with “${prompt}” ${pair.rows.length === 1 ? "is" : "are"} answered with “${answer}”`,
    message:
      `“${prompt}” occurs in ${number(pair.prompt.referenceRows)} of ${number(group.referenceRows)} base prompts and in ` +
      `${number(pair.prompt.rowCount)} changed ones; ${number(pair.rows.length)} of their answers hold “${answer}”, which ` +
      `${number(pair.answer.referenceRows)} of ${number(sampled)} base answers do and ${number(pair.answer.rowCount)} of the ` +
      `${number(rows.length)} changed ones. Otherwise these prompts have little in common.` +
      (together > 1 ? ` It is one of ${together} such pairs.` : ""),
    phrase: prompt,
    evidence: {
      rows: pair.prompt.rowCount,
      rowsWithAnswer: pair.rows.length,
      answerPhrase: answer,
      answerRows: pair.answer.rowCount,
      baseRows: pair.prompt.referenceRows,
      baseTotal: group.referenceRows,
      baseAnswers: pair.answer.referenceRows,
      baseAnswersTotal: sampled,
      changedTotal: rows.length,
      independentRows: Number(pair.effective.toFixed(1)),
      log10Adjusted: log10(pair.logAdjusted),
    },
    rows: pair.rows.map((at) => observedRow(changeAt(evidence, { group, rows }, at), 0.9)),
  };
}
