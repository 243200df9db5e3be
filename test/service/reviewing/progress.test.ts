import { expect, test } from "@jest/globals";
import { progressReporter } from "../../../src/service/reviewing/progress.ts";

test("a step is shown each so many ms, where there is room to write", async () => {
  let [time, hasRoom] = [0, true];
  const shown: string[] = [];
  const progress = progressReporter(
    ({ title }) => Promise.resolve(void shown.push(title)),
    () => hasRoom,
    10,
    () => time,
  );
  const at = async (ms: number, done: number) => {
    time = ms;
    progress.report({ stage: "read", done, total: 100 });
    await progress.settled();
  };
  await at(9, 1);
  await at(10, 2);
  await at(15, 3);
  hasRoom = false;
  await at(30, 4);
  hasRoom = true;
  await at(31, 5);
  expect(shown).toEqual(["Reading the rows (2 %)", "Reading the rows (5 %)"]);
});
