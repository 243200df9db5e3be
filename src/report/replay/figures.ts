/** The figures of a replay, in the words that every output of it uses. */
import type { HistoryChange } from "../../model/history.ts";
import { REPLAY_VERDICTS, type Replay, type Replayed, type ReplaySuggestion } from "../../model/replay.ts";
import { thousands } from "../../model/thousands.ts";
import { named, number, said } from "../blocks.ts";
import { counted } from "../clip.ts";
import { line } from "../hostile.ts";
import { fit } from "../terminal/width.ts";

/** `200 changes of dataset files from 2026-01-02 to 2026-11-20, reviewed in 34 s.` */
export function span({ changes, seconds, cutOff }: Replay): string {
  const further = cutOff === null ? "" : ` Not walked further back: ${cutOff}`;
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined)
    return `No change of a dataset file is in this part of the history: nothing was reviewed.${further}`;
  const days = `from ${day(first)} to ${day(last)}`;
  return `${counted(changes.length, "change")} of dataset files ${days}, reviewed in ${duration(seconds)}.${further}`;
}

/** Verdicts with their number and share; those that never occurred only where a reader looks for them. */
export function rates({ changes }: Pick<Replay, "changes">): string {
  const parts = REPLAY_VERDICTS.flatMap((verdict) => {
    const number = changes.filter((change) => change.verdict === verdict).length;
    if (number === 0 && !["blocked", "warned"].includes(verdict)) return [];
    return [`${verdict} ${number} (${((100 * number) / changes.length).toFixed(1)} %)`];
  });
  return changes.length === 0 ? "" : parts.join(", ");
}

export const COLUMNS = [
  ...["verdict", "change", "date", "author"].map(named),
  ...["rows", "s"].map(number),
  said("reason"),
];

/** The cells of one change, under `COLUMNS`. */
export function tableRow(replayed: Replayed): string[] {
  const { change, verdict, changedRows, seconds, reason } = replayed;
  return [verdict, ...changeCells(change), thousands(changedRows), seconds.toFixed(1), line(reason, 240)];
}

/** A change of a history: its pull request or commit, its day, and who wrote it. */
export function changeCells({
  commit,
  pull,
  date,
  authors: [author, ...others],
}: Pick<HistoryChange, "commit" | "pull" | "date" | "authors">): string[] {
  const more = others.length === 0 ? "" : ` +${others.length}`;
  return [
    pull === null ? commit.slice(0, 10) : `#${pull}`,
    date.slice(0, 10),
    `${fit(line(author.name), 20)}${more}`,
  ];
}

/** Those that a person would have had to look at. */
export function heldUp({ changes }: Replay): readonly Replayed[] {
  return changes.filter(({ verdict }) => verdict !== "passed");
}

/** What a suggestion would have changed: `3 changes: blocked → warned 2, warned → passed 1`. */
export function effect({ changed }: ReplaySuggestion): string {
  const kinds = new Map<string, number>();
  for (const { from, to } of changed) {
    const kind = `${from} → ${to}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const parts = [...kinds].map(([kind, number]) => `${kind} ${number}`);
  return `It would have changed ${counted(changed.length, "verdict")}: ${parts.join(", ")}.`;
}

/** What was seen, and whether the setting is safe to take over. */
export function becauseText({ because, testsMore }: ReplaySuggestion): string {
  return `${line(because, 400)}. ${testsMore ? "With this more is tested:" : "With this less is tested or less blocks, so decide it yourself:"}`;
}

const day = ({ change: { date } }: Replayed): string => date.slice(0, 10);

function duration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
