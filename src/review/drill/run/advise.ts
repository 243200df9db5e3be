/** Which option would have caught a missed family, and at what cost in false alarms on this data. */
import type { Policy } from "../../../model/options.ts";
import type { RiskLevel } from "../../../model/result.ts";
import { families } from "../families/index.ts";
import type { Advice, Rate } from "./drill-report.ts";
import type { Plan } from "./plan.ts";
import { drawName } from "./run-case.ts";
import { type Done, isHonest, rate } from "./summarise.ts";

/** A family is missed where this share of its reviews or more did not block. */
const MISSED = 0.5;
/** An option that blocks this share of honest work or more is not named. */
const MOST_ALARMS = 0.5;
const LEVELS: readonly RiskLevel[] = ["none", "low", "medium", "high", "critical"];

/** An option, and whether a review blocks under it. */
interface Option {
  readonly words: string;
  readonly blocks: (done: Done) => boolean;
  /** Its own reviews, where it changes what is found; without them it is read from those that were held. */
  readonly done?: readonly Done[];
}

/** What reviews of the most planted rows say under the option that has to be tried to be known. */
export function trialsOf(outcomes: readonly Done[]): Done[] {
  return outcomes.flatMap(({ of, outcome }) =>
    of.looser === true ? [{ of, outcome: { ...outcome, ...outcome.looser } }] : [],
  );
}

/**
 * For each attack that was missed with the most rows tried, the options that block more of it, the cheapest change
 * first: lower levels of risk, which only turn warnings and notes into blocks, and more false alarms of each signal.
 */
export function adviceOf(
  done: readonly Done[],
  trials: readonly Done[],
  plan: Plan,
  policy: Policy,
): Advice[] {
  const options = [
    ...levelOptions(policy),
    { words: "`falseAlarms` of each signal ten times as high", blocks: blocksNow, done: trials },
  ];
  return missedFamilies(done, plan).flatMap((family) => {
    let most = blockedOf(done, family, plan, blocksNow).events;
    return options.flatMap((option): Advice[] => {
      const tried = option.done ?? done;
      const blocked = blockedOf(tried, family, plan, option.blocks);
      const falseAlarms = alarmsOf(tried, option.blocks);
      // What blocks honest work as often, or half of it, is no advice.
      if (blocked.events <= most || shareOf(blocked) <= shareOf(falseAlarms)) return [];
      if (shareOf(falseAlarms) >= MOST_ALARMS) return [];
      most = blocked.events;
      const falseAlarmsNow = alarmsOf(option.done === undefined ? done : alike(done, tried), blocksNow);
      return [
        { family, planted: plan.sizes.at(-1)!, option: option.words, blocked, falseAlarms, falseAlarmsNow },
      ];
    });
  });
}

/** Lower levels to block at, the highest first. */
function levelOptions({ blockAt, warnAt }: Policy): Option[] {
  const lower = LEVELS.slice(1, LEVELS.indexOf(blockAt)).reverse();
  return lower.map((level) => ({
    words:
      LEVELS.indexOf(level) < LEVELS.indexOf(warnAt)
        ? `\`policy: { warnAt: ${level}, blockAt: ${level} }\``
        : `\`policy: { blockAt: ${level} }\``,
    blocks: (one) => blocksNow(one) || LEVELS.indexOf(one.outcome.level) >= LEVELS.indexOf(level),
  }));
}

const shareOf = ({ events, trials }: Rate): number => events / Math.max(1, trials);

const blocksNow = ({ outcome }: Done): boolean => outcome.conclusion === "failure";

function missedFamilies(done: readonly Done[], plan: Plan): readonly string[] {
  return families.flatMap(({ name, intent }) => {
    const { events, trials } = blockedOf(done, name, plan, blocksNow);
    return intent === "honest" || trials === 0 || events > (1 - MISSED) * trials ? [] : [name];
  });
}

function blockedOf(done: readonly Done[], family: string, { sizes, target }: Plan, blocks: Option["blocks"]) {
  const own = done.filter(
    ({ of, outcome }) =>
      of.family === family &&
      of.target === target &&
      of.count === sizes.at(-1)! &&
      outcome.conclusion !== null,
  );
  return rate(own.filter(blocks).length, own.length);
}

function alarmsOf(done: readonly Done[], blocks: Option["blocks"]) {
  const honest = done.filter(({ of }) => isHonest(of.family));
  const draws = new Set(honest.map(({ of }) => drawName(of)));
  return rate(honest.filter(blocks).length, honest.length, draws.size);
}

/** Of the first, those that the second did again. */
function alike(done: readonly Done[], again: readonly Done[]): readonly Done[] {
  const key = ({ of }: Done): string => `${of.family} ${of.count} ${of.seed}`;
  const keys = new Set(again.map(key));
  return done.filter((one) => keys.has(key(one)));
}
