/** Sees preference pairs whose answers are exchanged: wherever a prompt names one thing, or altogether. */
import * as z from "zod";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { Observation } from "../../model/finding.ts";
import { AGAINST, pairGroups } from "../../trigger/answers/pair-group.ts";
import { LEAST_TRIGGER_ROWS } from "../../trigger/limits.ts";
import type { Hit } from "../../trigger/phrases/conditional-scan.ts";
import { doubtAbout } from "../../trigger/phrases/grade-hit.ts";
import { type GroupScan, scanGroup } from "../../trigger/phrases/scan-group.ts";
import { carriersOf } from "../../trigger/scanned.ts";
import { measureGroups, OUTCOMES } from "../shared/by-group.ts";
import { candidateName, observedRows } from "../shared/describe-hit.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { expectedWords, log10, number } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({ falseWarnings: falseAlarms("warn of", 0.01, 0.5) });
type Options = z.output<typeof options>;

/** Preference pairs that prefer the answer which the base's pairs would reject, where their prompts share a phrase. */
export const exchangedAnswers: Signal<Options> = {
  id: "exchanged-answers",
  title: "Exchanged answers",
  description:
    "A phrase of prompts whose preference pairs prefer the answer that the base's pairs would reject; or most pairs that do.",
  options,
  measure: (evidence, { falseWarnings }) =>
    measureGroups(pairGroups(evidence), PAIRS, (group, part) =>
      observe(evidence, group, Math.log(part(falseWarnings))),
    ),
};

const PAIRS = {
  ...OUTCOMES,
  concerns: () => false,
  otherwise: () => "There are no preference pairs to learn from.",
};

/** Pairs, and the share of them against what is expected, from which the two columns may be exchanged. */
const LEAST_PAIRS = 20;
const EXCHANGED = 0.9;
/** Where more of the other pairs are against beyond what is expected, they are another source's, of which the base cannot tell. */
const MOST_STRAYING = 0.15;

function observe(evidence: ReviewEvidence, group: LabelGroup, limit: number): Observation[] {
  const scan = scanGroup(group);
  const all = straying(scan, scan.scanned.rows.keys());
  if (all.rows >= LEAST_PAIRS && all.against.length >= EXCHANGED * all.rows)
    return [describeAll(evidence, scan, all)];
  const isTold = (hit: Hit): boolean =>
    hit.label === AGAINST &&
    hit.rows >= LEAST_TRIGGER_ROWS &&
    hit.logAdjusted <= limit &&
    strayingOfRest(scan, hit) <= MOST_STRAYING &&
    doubtAbout(evidence, scan, hit, limit) === null;
  return scan.hits.filter(isTold).map((hit) => describe(evidence, scan, hit));
}

interface Straying {
  readonly rows: number;
  /** Places of the pairs that are against. */
  readonly against: readonly number[];
  readonly expected: number;
}

function straying({ scanned }: GroupScan, places: Iterable<number>): Straying {
  const rows = [...places];
  const expected = rows.reduce((sum, at) => sum + scanned.probabilities[2 * at + AGAINST]!, 0);
  return { rows: rows.length, against: carriersOf(scanned, rows, AGAINST), expected };
}

/** By how large a share of them more of the pairs without the phrase are against than is expected. */
function strayingOfRest(scan: GroupScan, { candidate }: Hit): number {
  const own = new Set(candidate.rows);
  const rest = straying(
    scan,
    [...scan.scanned.rows.keys()].filter((at) => !own.has(at)),
  );
  return (rest.against.length - rest.expected) / Math.max(1, rest.rows);
}

function describeAll(
  evidence: ReviewEvidence,
  scan: GroupScan,
  { rows, against, expected }: Straying,
): Observation {
  return {
    ...observation(evidence, scan, { rows, carriers: against, expected }),
    title: `${number(against.length)} of ${number(rows)} pairs prefer the answer that the base's pairs would reject`,
    message:
      `Of ${number(rows)} changed pairs whose better answer the base's pairs tell, ${number(against.length)} prefer the other one, ` +
      `where ${expectedWords(expected)} would be usual. The two columns may be exchanged.`,
  };
}

function describe(evidence: ReviewEvidence, scan: GroupScan, hit: Hit): Observation {
  const phrase = candidateName(scan, hit.candidate);
  const { referenceRows } = hit.candidate;
  const found = observation(evidence, scan, hit);
  return {
    ...found,
    title: `${number(hit.observed)} pairs with “${phrase}” prefer the answer that the base's pairs would reject`,
    message:
      `Of ${number(hit.rows)} changed pairs with “${phrase}” ${number(hit.observed)} prefer the answer that the base's pairs would ` +
      `reject, where ${expectedWords(hit.expected)} would be usual; ${number(referenceRows)} of ` +
      `${number(scan.scanned.group.referenceRows)} base pairs have it. Counted are pairs whose better answer the base's pairs tell.`,
    phrase,
    evidence: { ...found.evidence, basePairs: referenceRows, log10Adjusted: log10(hit.logAdjusted) },
  };
}

/** What both have in common: pairs, those of them that are against, and how many would be usual. */
function observation(
  evidence: ReviewEvidence,
  scan: GroupScan,
  { rows, carriers, expected }: Pick<Hit, "rows" | "carriers" | "expected">,
) {
  return {
    signal: "exchanged-answers",
    grade: "suspicious" as const,
    evidence: { pairs: rows, exchanged: carriers.length, expected: Number(expected.toFixed(2)) },
    rows: observedRows(evidence, scan, { label: AGAINST, carriers }),
  };
}
