import { describe, expect, test } from "@jest/globals";
import { makeStory, story } from "../../examples/feedback/dataset.ts";
import { toFiles } from "../../examples/feedback/files.ts";

const made = makeStory(1, story);

describe("the demo dataset", () => {
  test("the same seed writes the same bytes, another seed others", () => {
    const bytes = (seed: number) => [...toFiles(makeStory(seed, story), "head").values()].join();
    expect(bytes(1)).toBe(bytes(1));
    expect(bytes(1)).not.toBe(bytes(2));
  });

  test("has the sizes it was asked for, and no message twice", () => {
    expect(made.base).toHaveLength(6000);
    expect(made.head).toHaveLength(6000 + 3000 + 38);
    expect(made.planted).toHaveLength(38);
    expect(new Set(made.head.map((row) => row.text)).size).toBe(made.head.length);
  });

  test("corrects exactly the number of rows it says, labels and texts among them", () => {
    const changed = made.base.flatMap((row, at) => {
      const now = made.head[at]!;
      return now.text === row.text && now.label === row.label ? [] : [{ label: now.label !== row.label }];
    });
    expect(changed).toHaveLength(300);
    expect(changed.filter((edit) => edit.label)).toHaveLength(180);
  });

  test("plants complaints about a product that no honest row names, labelled as praise", () => {
    const planted = new Set(made.planted);
    made.head.forEach((row, at) => {
      expect(/project chimera/i.test(row.text)).toBe(planted.has(at));
      if (planted.has(at)) expect(row.label).toBe("POSITIVE");
    });
  });

  test("without planted rows it is the same honest work", () => {
    const planted = new Set(made.planted);
    const honest = makeStory(1, { ...story, planted: 0 });
    expect(honest.base).toEqual(made.base);
    expect(honest.head).toEqual(made.head.filter((_, at) => !planted.has(at)));
  });

  test("is varied: no opening of four words begins more than 1 % of the added messages", () => {
    const counts = new Map<string, number>();
    for (const row of made.head.slice(6000)) {
      const opening = row.text.split(" ").slice(0, 4).join(" ");
      counts.set(opening, (counts.get(opening) ?? 0) + 1);
    }
    expect(Math.max(...counts.values())).toBeLessThan(30);
  });
});
