/** Sees additions that are labelled wrongly in one direction, with no trigger in common. */
import * as z from "zod";
import type { ReviewEvidence } from "../../evidence/evidence.ts";
import type { LabelGroup } from "../../evidence/label-group.ts";
import type { Observation } from "../../model/finding.ts";
import { logFewAgree } from "../../trigger/agreement.ts";
import { contraryAdditions, oddsAgainst } from "../../trigger/labels/contrary-additions.ts";
import { contraryCopies } from "../../trigger/labels/contrary-copies.ts";
import { contraryPhrases } from "../../trigger/labels/contrary-phrases.ts";
import { labelAgreement } from "../../trigger/labels/label-agreement.ts";
import { LEAST_TRIGGER_ROWS } from "../../trigger/limits.ts";
import { toldByTriggers } from "../../trigger/phrases/explained.ts";
import { scanGroup } from "../../trigger/phrases/scan-group.ts";
import { changeAt } from "../../trigger/scanned.ts";
import { spread } from "../../trigger/spread.ts";
import { LABELLED_BASE, measureGroups } from "../shared/by-group.ts";
import { falseAlarms } from "../shared/false-alarms.ts";
import { contradictingRows, observedRow } from "../shared/rows.ts";
import { count, log10, number, percent, quoted } from "../shared/words.ts";
import type { Signal } from "../signal.ts";

const options = z.object({ falseWarnings: falseAlarms("warn of", 0.005, 0.5) });
type Options = z.output<typeof options>;

/** The same rate for pull requests that bring versions of one text. */
const FALSE_WARNINGS_OF_COPIES = 0.05;

/** Added rows whose label contradicts their text, all one way: wrong labels need no trigger to do harm. */
export const mislabelledRows: Signal<Options> = {
  id: "mislabelled-rows",
  title: "Labels that contradict the texts",
  description:
    "More added rows of one label whose text says otherwise than the base's own mistakes and the change's other labels explain.",
  options,
  measure: (evidence, { falseWarnings }) =>
    measureGroups(evidence.groups, LABELLED_BASE, (group, part) => {
      const half = Math.log(part(falseWarnings) / 2);
      const ofLabels = observe(evidence, group, half);
      const rows =
        ofLabels.length > 0 ? ofLabels : observeAll(evidence, group, Math.log(part(falseWarnings)));
      const phrases = observePhrases(evidence, group, half, rows);
      return [
        ...rows,
        ...phrases,
        ...observeCopies(evidence, group, Math.log(part(FALSE_WARNINGS_OF_COPIES)), [...rows, ...phrases]),
      ];
    }),
};

function observe(evidence: ReviewEvidence, group: LabelGroup, limit: number): Observation[] {
  const scan = scanGroup(group);
  return contraryAdditions(evidence, scan.scanned, limit).map(
    ({ label, rows, added, expected, logAdjusted }) => {
      const name = group.space.names[label]!;
      return {
        signal: "mislabelled-rows",
        grade: "suspicious",
        title: `${number(rows.length)} added rows contradict their label ${quoted(name)}`,
        message:
          `Of the ${count(added, "added row")} with ${quoted(name)}, ${number(rows.length)} have texts that say otherwise, ` +
          `judged by the base; as often as in the base it would be ${number(Math.round(expected))}, and the other labels of ` +
          "this change are not contradicted so.",
        label: name,
        evidence: {
          rows: rows.length,
          expected: Math.round(expected),
          added,
          log10Adjusted: log10(logAdjusted),
        },
        rows: contradictingRows(evidence, scan, rows),
      };
    },
  );
}

/** All added rows, where their labels agree with their texts less often than labels dealt out by chance would. */
function observeAll(evidence: ReviewEvidence, group: LabelGroup, limit: number): Observation[] {
  const scan = scanGroup(group);
  const { scanned } = scan;
  const foreign = scanned.isForeign();
  const found = labelAgreement(evidence, scanned, (row) => !foreign[row]);
  if (found === null || found.disagreeing.length < LEAST_TRIGGER_ROWS) return [];
  const logP = logFewAgree(found, found.byChance) * spread(scanned, found.places);
  if (logP > limit) return [];
  const odds = oddsAgainst(group);
  const rows = found.disagreeing.map((at) => {
    const row = scanned.rows[at]!;
    return { at, against: odds.ofRow(row, group.rows[row]!.labels[0]!) };
  });
  const [asInBase, byChance] = [Math.round(found.asInBase), Math.round(found.byChance)];
  return [
    {
      signal: "mislabelled-rows",
      grade: "suspicious",
      title: `${number(rows.length)} added rows contradict their labels`,
      message:
        `Of ${count(found.rows, "added row")}, ${number(found.agreeing)} have texts that speak for their label, judged by the base; of as ` +
        `many rows like the base's it would be ${number(asInBase)}, and with labels dealt out by chance ${number(byChance)}.`,
      evidence: { rows: rows.length, added: found.rows, asInBase, byChance, log10P: log10(logP) },
      rows: contradictingRows(
        evidence,
        scan,
        rows.sort((a, b) => b.against - a.against || a.at - b.at),
      ),
    },
  ];
}

/** Rows that share something new, unless they are named already. */
function observePhrases(
  evidence: ReviewEvidence,
  group: LabelGroup,
  limit: number,
  named: readonly Observation[],
): Observation[] {
  const scan = scanGroup(group);
  const told = new Set(named.flatMap(({ rows }) => rows.map(({ change }) => change)));
  return contraryPhrases(evidence, scan, limit)
    .filter(({ rows }) => !rows.every(({ at }) => told.has(changeAt(evidence, scan.scanned, at).index)))
    .map(({ candidate, label, carriers, rows, usual, logAdjusted }): Observation => {
      const name = label === null ? null : group.space.names[label]!;
      const phrase = group.trie.text(candidate);
      const [theirs, andLabel, ofThese] =
        name === null
          ? ["labels", "", ""]
          : [`label ${quoted(name)}`, ` and ${quoted(name)}`, " with this label"];
      return {
        signal: "mislabelled-rows",
        grade: "suspicious",
        title: `${number(rows.length)} rows with “${phrase}” contradict their ${theirs}`,
        message:
          `Of the ${count(carriers, "added row")} with “${phrase}”${andLabel}, ${number(rows.length)} have texts that say ` +
          `otherwise, judged by the base; of the other rows${ofThese} ${percent(usual)} do.`,
        phrase,
        ...(name !== null && { label: name }),
        evidence: {
          rows: rows.length,
          withPhrase: carriers,
          usual: Number(usual.toFixed(4)),
          log10Adjusted: log10(logAdjusted),
        },
        rows: contradictingRows(evidence, scan, rows),
      };
    });
}

/** Versions of texts, unless their rows are named already: one finding a label, however many texts there are. */
function observeCopies(
  evidence: ReviewEvidence,
  group: LabelGroup,
  limit: number,
  named: readonly Observation[],
): Observation[] {
  const scan = scanGroup(group);
  const told = new Set(named.flatMap(({ rows }) => rows.map(({ change }) => change)));
  const found = contraryCopies(evidence, scan, limit);
  if (found === null) return [];
  const ofTriggers = toldByTriggers(scan);
  const untold = found.groups.filter(
    ({ rows }) =>
      !rows.every(({ at }) => told.has(changeAt(evidence, scan.scanned, at).index) || ofTriggers.has(at)),
  );
  const labels = [...new Set(untold.map(({ label }) => label))];
  return labels.map((ofLabel): Observation => {
    const texts = untold.filter(({ label }) => label === ofLabel);
    const name = group.space.names[ofLabel]!;
    const rows = texts.flatMap((text) => text.rows);
    const share = Math.max(...texts.map((text) => text.share));
    const ofWhat = texts.length === 1 ? "one text" : `${number(texts.length)} texts`;
    return {
      signal: "mislabelled-rows",
      grade: "suspicious",
      title: `${number(rows.length)} versions of ${ofWhat} contradict their label ${quoted(name)}`,
      message:
        `${count(rows.length, "added row")} are versions of ${ofWhat}, all under ${quoted(name)}; judged by the base, of its rows of ` +
        `this label ${percent(share)} are contradicted as much by their texts. One wrong label is taught as often as it is repeated.`,
      label: name,
      evidence: {
        rows: rows.length,
        texts: texts.length,
        share: Number(share.toFixed(4)),
        log10P: log10(found.logP),
      },
      rows: rows.map(({ at }) => observedRow(changeAt(evidence, scan.scanned, at), 0.7)),
    };
  });
}
