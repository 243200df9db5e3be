import { afterEach, expect, jest, test } from "@jest/globals";

afterEach(() => {
  jest.useRealTimers();
});

test("a test that stops the clock stops the one that the code under test reads", () => {
  jest.useFakeTimers({ now: 0 });
  let rung = 0;
  setTimeout(() => {
    rung += 1;
  }, 86_400_000);
  expect([Date.now(), rung]).toEqual([0, 0]);
  jest.advanceTimersByTime(86_400_000);
  expect([Date.now(), rung]).toEqual([86_400_000, 1]);
});
