import { z } from "zod";
import type { ReviewEvidence } from "../evidence/evidence.ts";
import type { LabelGroup } from "../evidence/label-group.ts";
import type { Observation } from "../model/finding.ts";
import { oneSidedPhrases } from "../scan/one-sided.ts";
import { scanGroup } from "../scan/scan-group.ts";
import { LABELS, measureGroups } from "./shared/by-group.ts";
import { describeHit } from "./shared/describe-hit.ts";
import { falseAlarms } from "./shared/false-alarms.ts";
import { count, number, quoted } from "./shared/words.ts";
import type { Signal } from "./signal.ts";

const options = z.object({ falseAlarms: falseAlarms("warn of", 0.03, 0.5) });
type Options = z.output<typeof options>;

/** A phrase that came in with one label: a new topic, or rows planted under their true label. */
export const oneSidedPhrase: Signal<Options> = {
  id: "one-sided-phrase",
  title: "New phrase with one label",
  description:
    "A phrase that is new, or far more frequent than before, and comes with one label only, whatever its other words say.",
  options,
  measure: (evidence, { falseAlarms }) =>
    measureGroups(evidence.groups, LABELS, (group, part) =>
      observe(evidence, group, Math.log(part(falseAlarms))),
    ),
};

function observe(evidence: ReviewEvidence, group: LabelGroup, limit: number): Observation[] {
  const scan = scanGroup(group);
  return oneSidedPhrases(scan, limit).map((hit) => {
    const observation = describeHit(evidence, scan, hit, "suspicious");
    const { phrase, label } = observation;
    return {
      ...observation,
      signal: "one-sided-phrase",
      title: `“${phrase!}” came in with ${label!} only`,
      message:
        `“${phrase!}” occurs in ${number(hit.candidate.referenceRows)} of ${number(group.referenceRows)} base rows and in ` +
        `${count(hit.rows, "changed row")}, ${number(hit.observed)} of them ${quoted(label!)}, where the rest of the change has ` +
        `${Math.round((100 * hit.expected) / hit.rows)} %. It may be a new topic; by their words alone these rows cannot be told from planted ones.`,
    };
  });
}
