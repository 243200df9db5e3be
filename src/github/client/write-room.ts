/** How many writes GitHub takes from an installation: 80 in a minute, however they are spread. */
import { setTimeout as sleep } from "node:timers/promises";

const most = 80;
/** A minute, and as much as two requests may gain on each other on their way. */
const windowMs = 61_000;
/** A review begins its check and ends it. */
const ofReview = 2;

/**
 * Stands in for the throttling plugin's own limiter of writes. That one lets a write through each second and so keeps a
 * process to thirty reviews a minute of one organisation, however few there were before.
 */
export interface WriteRoom {
  key(installation: string): { schedule(options: object, task: () => unknown): Promise<void> };
  /** Installations, by id, whose next review would wait beside those that run. `running` names the installation of each. */
  readonly crowded: (running: readonly number[]) => readonly number[];
}

/** Room for a process: one installation's writes wait for nobody else's. `now` and `wait` replace the clock in tests. */
export function writeRoom(now = Date.now, wait: (ms: number) => Promise<unknown> = sleep): WriteRoom {
  /** When each of an installation's last writes may go, oldest first. */
  const goes = new Map<string, number[]>();
  return {
    key: (installation) => ({
      schedule: async () => {
        const times = goes.get(installation) ?? [];
        goes.set(installation, times);
        const free = times.length < most ? now() : times.shift()! + windowMs;
        const at = Math.max(now(), free);
        times.push(at);
        if (at > now()) await wait(at - now());
      },
    }),
    crowded: (running) =>
      [...goes].flatMap(([name, times]) => {
        const free = most - times.filter((time) => time + windowMs > now()).length;
        const reviews = running.filter((id) => String(id) === name).length + 1;
        return free < reviews * ofReview ? [Number(name)].filter(Number.isFinite) : [];
      }),
  };
}
