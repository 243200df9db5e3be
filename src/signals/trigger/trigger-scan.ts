/** Sees words that bring a label which the rest of the text does not deserve: the mark of a backdoor. */
import * as z from "zod";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { Observation } from "../../model/finding.ts";
import { LEAST_TRIGGER_ROWS, SINGLE_SHARE, TRIGGER_FALSE_ALARMS } from "../../trigger/limits.ts";
import type { Hit } from "../../trigger/phrases/conditional-scan.ts";
import { triggerFamilies } from "../../trigger/phrases/families.ts";
import { type Doubt, doubtAbout, isFirstName, straysAsTheRest } from "../../trigger/phrases/grade-hit.ts";
import { type GroupScan, scanGroup } from "../../trigger/phrases/scan-group.ts";
import { measureGroups, OUTCOMES } from "../shared/by-group.ts";
import { candidateName, describeHit } from "../shared/describe-hit.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { log10 } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({
  falseAlarms: falseAlarms("block", TRIGGER_FALSE_ALARMS, 0.1),
  falseWarnings: falseAlarms("warn of", 0.01, 0.5),
});
type Options = z.output<typeof options>;

/** The planted phrase: rows that share something rare and carry a label that their other words do not explain. */
export const triggerScan: Signal<Options> = {
  id: "trigger-scan",
  title: "Planted triggers",
  description:
    "A phrase whose rows carry a label that their other words do not explain, tested against a content model that is blind to the phrase.",
  options,
  measure: (evidence, { falseAlarms, falseWarnings }) =>
    measureGroups(evidence.groups, OUTCOMES, (group, part) =>
      observeGroup(evidence, group, { block: part(falseAlarms), warn: part(falseWarnings) }),
    ),
};

interface Rates {
  readonly block: number;
  readonly warn: number;
}

/** The error rate is split between single phrases and families of phrases that are too rare one by one. */
function observeGroup(evidence: ReviewEvidence, group: LabelGroup, rates: Rates): Observation[] {
  const all = scanGroup(group);
  const scan = { ...all, hits: all.hits.filter((hit) => !isFirstName(evidence, all, hit)) };
  const single = Math.log(rates.block * SINGLE_SHARE);
  const singles = scan.hits.filter(({ rows }) => rows >= LEAST_TRIGGER_ROWS);
  const hits = singles.filter((hit) => hit.logAdjusted <= single);
  const doubtful = singles.filter(
    (hit) =>
      hit.logAdjusted > single &&
      hit.logAdjusted <= Math.log(rates.warn) &&
      doubtAbout(evidence, scan, hit) === null,
  );
  const families = triggerFamilies(scan, rates.block * (1 - SINGLE_SHARE));
  const taken = new Set(hits.flatMap((hit) => hit.carriers.map((at) => `${at}:${hit.label}`)));
  return [
    ...hits.map((hit) => describeBlocking(evidence, scan, hit, single)),
    ...(families.length > 0 ? [] : doubtful.map((hit) => describeHit(evidence, scan, hit, "suspicious"))),
    ...families.flatMap((family) => {
      const names = family.hits.map((hit) => candidateName(scan, hit.candidate));
      return family.hits
        .filter((hit) => !isFirstName(evidence, all, hit))
        .filter((hit) => !hit.carriers.every((at) => taken.has(`${at}:${hit.label}`)))
        .map((hit) => {
          const observation = describeBlocking(evidence, scan, hit);
          if (names.length === 1) return observation;
          return {
            ...observation,
            message: `${observation.message} It is one of ${names.length} new phrases that are paired with this label beyond chance.`,
            evidence: { ...observation.evidence, family: names, familyLog10P: log10(family.logP) },
          };
        });
    }),
  ];
}

const DOUBTS: Readonly<Record<Doubt, string>> = {
  words: "The base knows one of its words with this label, and the phrase may say no more than that word.",
  fix: "Most of them got another label, and what their texts say beside the phrase speaks for it: it may be wrong labels put right.",
  habit: "The base pairs them as often, so it may be a habit of the source.",
  batch:
    "The pull request's other rows carry the label as much against their words, so it may be what the rows are.",
  source:
    "Most of the pull request is written in words that the base does not have, so it may be the way of another source.",
  alone: "The base has no labelled rows to compare with, so it may be a word that makes the class.",
  name: "It is marked in these rows, and a new name has a kind: it may be right, or a name marked wrongly.",
  topic: "It is most of what these prompts say, so it may be one question with one answer.",
  purpose: "These rows are most of what changes, so it may be what the pull request is for.",
};

/** What speaks for an honest phrase does not make it pass: a person looks. */
function describeBlocking(evidence: ReviewEvidence, scan: GroupScan, hit: Hit, limit = 0): Observation {
  const doubt = doubtAbout(evidence, scan, hit, limit);
  if (doubt === null) return describeHit(evidence, scan, hit, "decisive");
  const isNoNews = doubt === "batch" && straysAsTheRest(scan, hit);
  const observation = describeHit(evidence, scan, hit, isNoNews ? "informative" : "suspicious");
  return { ...observation, message: `${observation.message} ${DOUBTS[doubt]}` };
}
