import { expect, test } from "@jest/globals";
import { adviceSentences } from "../../../src/review/drill/report/advice-words.ts";
import { floorText } from "../../../src/review/drill/report/words.ts";

test("the least tried size bounds the measured floor from above, the largest one from below", () => {
  const of = (measured: number | null) =>
    floorText({ label: "x", stated: 8, measured }, [10, 20, 40]).join(", ");
  expect(of(10)).toBe("8, at most 10");
  expect(of(20)).toBe("8, 20");
  expect(of(null)).toBe("8, more than 40");
});

test("an option is named once, with what it would have caught and what it costs", () => {
  const rate = (events: number, trials: number) => ({ events, trials, low: 0, high: 1 });
  const advice = (family: string, option: string) => ({
    ...{ family, option, planted: 20 },
    ...{ blocked: rate(1, 2), falseAlarms: rate(1, 4), falseAlarmsNow: rate(0, 4) },
  });
  const said = adviceSentences([advice("marks", "a"), advice("marks", "b"), advice("misspelt", "a")]);
  expect(said).toEqual([
    "a blocks, with 20 planted rows: marks 50 (0–100) %, misspelt 50 (0–100) %; of honest changes it blocks 25 (0–100) % instead of 0 (0–100) %.",
    "b blocks, with 20 planted rows: marks 50 (0–100) %; of honest changes it blocks 25 (0–100) % instead of 0 (0–100) %.",
  ]);
});
