/** Which option would have caught a missed family, and at what cost: read from the same reviews. */
import type { Policy } from "../../model/options.ts";
import { families } from "../families/index.ts";
import type { Advice } from "./drill-report.ts";
import type { Plan } from "./plan.ts";
import { type Done, rate } from "./summarise.ts";

/** A family is missed where this share of its reviews or more did not block. */
const MISSED = 0.5;

/**
 * What blocking from the level of warnings on would have brought, for each attack that was missed with the most rows
 * tried. The reviews stay the same under that option: it only turns their warnings into blocks.
 */
export function adviceOf(done: readonly Done[], { sizes, target }: Plan, policy: Policy): Advice[] {
  const planted = sizes.at(-1)!;
  const option = `policy: { blockAt: ${policy.warnAt} }`;
  const honest = done.filter(({ of }) => intentOf(of.family) === "honest");
  const falseAlarms = rate(honest.filter(blocksThen).length, honest.length);
  const falseAlarmsNow = rate(honest.filter(blocksNow).length, honest.length);
  return families.flatMap(({ name, intent }) => {
    const own = done.filter(
      ({ of, outcome }) =>
        of.family === name && of.target === target && of.count === planted && outcome.conclusion !== null,
    );
    const now = own.filter(blocksNow).length;
    const then = own.filter(blocksThen).length;
    if (intent === "honest" || own.length === 0 || now > (1 - MISSED) * own.length || then === now) return [];
    return [{ family: name, planted, option, blocked: rate(then, own.length), falseAlarms, falseAlarmsNow }];
  });
}

const intentOf = (name: string) => families.find((family) => family.name === name)?.intent;
const blocksNow = ({ outcome }: Done): boolean => outcome.conclusion === "failure";

/** A warning without a signal is about rows that could not be tested, which this option leaves as it is. */
const blocksThen = (done: Done): boolean =>
  blocksNow(done) || (done.outcome.conclusion === "neutral" && done.outcome.signals.length > 0);
