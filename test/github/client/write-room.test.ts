import { expect, test } from "@jest/globals";
import { writeRoom } from "../../../src/github/client/write-room.ts";

/** A clock that stands still unless somebody waits. */
function clock() {
  let now = 1_000_000;
  return {
    now: () => now,
    wait: (ms: number) => {
      now += ms;
      return Promise.resolve();
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test("no minute holds more than 80 writes of an installation", async () => {
  const { now, wait } = clock();
  const room = writeRoom(now, wait).key("1");
  const at: number[] = [];
  for (let i = 0; i < 400; i += 1) {
    await room.schedule({}, () => undefined);
    at.push(now());
  }
  for (const [i, time] of at.entries())
    expect(at.filter((other, j) => j <= i && other > time - 60_000).length).toBeLessThanOrEqual(80);
  // 400 writes are five times 80: four minutes' wait, at the rate that GitHub grants.
  expect(at.at(-1)! - at[0]!).toBe(4 * 61_000);
});

test("those that ask at the same moment wait for each other, and other installations for none of them", async () => {
  const { now } = clock();
  const waits: number[] = [];
  const room = writeRoom(now, (ms) => Promise.resolve(waits.push(ms)));
  await Promise.all(Array.from({ length: 165 }, () => room.key("1").schedule({}, () => undefined)));
  expect(waits).toEqual([...Array<number>(80).fill(61_000), ...Array<number>(5).fill(122_000)]);
  await room.key("2").schedule({}, () => undefined);
  expect(waits.length).toBe(85);
});

test("what was long ago takes no room", async () => {
  const { now, wait, pass } = clock();
  const room = writeRoom(now, wait).key("1");
  for (let i = 0; i < 80; i += 1) await room.schedule({}, () => undefined);
  pass(61_000);
  const before = now();
  for (let i = 0; i < 80; i += 1) await room.schedule({}, () => undefined);
  expect(now()).toBe(before);
});

test("crowded is an installation whose next review would wait beside those that run", async () => {
  const { now, wait, pass } = clock();
  const room = writeRoom(now, wait);
  const write = () => room.key("1").schedule({}, () => undefined);
  for (let i = 0; i < 76; i += 1) await write();
  // Four writes are left: for two reviews, and not for a third.
  expect(room.crowded([1, 2, 2, 2])).toEqual([]);
  expect(room.crowded([1, 1])).toEqual([1]);
  for (let i = 0; i < 3; i += 1) await write();
  expect(room.crowded([])).toEqual([1]);
  pass(61_000);
  expect(room.crowded([])).toEqual([]);
});
