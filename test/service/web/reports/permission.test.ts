import { describe, expect, test } from "@jest/globals";
import type { MayRead } from "../../../../src/github/may-read.ts";
import { limiter } from "../../../../src/service/web/reports/limiter.ts";
import { permissions } from "../../../../src/service/web/reports/permission.ts";
import type { Session } from "../../../../src/service/web/reports/session.ts";

const session = (token: string): Session => ({ login: "rita", userId: 1, token, csrf: "c", since: 0 });
const feedback = { owner: "acme", repo: "feedback" };

function asked(answer: () => MayRead) {
  let time = 0;
  const asked: string[] = [];
  const known = permissions(
    (token, { owner, repo }, id) => {
      asked.push(`${token} ${owner}/${repo} ${id ?? ""}`);
      return Promise.resolve(answer());
    },
    () => time,
  );
  return { known, asked, pass: (ms: number) => (time += ms) };
}

describe("permission to read", () => {
  test("is asked for each session, repository and id, and believed for a minute", async () => {
    const { known, asked: questions, pass } = asked(() => "yes");
    const read = (token: string, id: number) => known.of(session(token), feedback, id);
    for (const [token, id] of [
      ["a", 1],
      ["a", 1],
      ["b", 1],
      ["a", 2],
    ] as const) {
      expect(await read(token, id)).toBe("yes");
    }
    expect(questions).toEqual(["a acme/feedback 1", "b acme/feedback 1", "a acme/feedback 2"]);
    pass(59_999);
    await read("a", 1);
    expect(questions).toHaveLength(3);
    pass(1);
    await read("a", 1);
    expect(questions).toHaveLength(4);
  });

  test("that was taken away holds no longer than that minute", async () => {
    let answer: MayRead = "yes";
    const { known, pass } = asked(() => answer);
    expect(await known.of(session("a"), feedback, 1)).toBe("yes");
    answer = "no";
    pass(60_000);
    expect(await known.of(session("a"), feedback, 1)).toBe("no");
  });

  test("that was refused, or could not be asked, is asked for again at once", async () => {
    const answers: (MayRead | Error)[] = ["no", "signed-out", new Error("away"), "yes"];
    const { known } = asked(() => {
      const next = answers.shift();
      if (next instanceof Error) throw next;
      return next ?? "no";
    });
    const ask = () => known.of(session("a"), feedback, 1);
    expect(await ask()).toBe("no");
    expect(await ask()).toBe("signed-out");
    await expect(Promise.resolve().then(ask)).rejects.toThrow("away");
    expect(await ask()).toBe("yes");
  });

  test("ends with the session", async () => {
    const { known, asked: questions } = asked(() => "yes");
    await known.of(session("a"), feedback, 1);
    known.forget(session("a"));
    await known.of(session("a"), feedback, 1);
    expect(questions).toHaveLength(2);
  });
});

describe("a limiter", () => {
  test("counts each key by itself, and begins anew after its window", () => {
    let time = 0;
    const few = limiter(2, 1_000, () => time);
    expect([few.take("a"), few.take("a"), few.take("a"), few.take("b")]).toEqual([true, true, false, true]);
    time = 1_000;
    expect(few.take("a")).toBe(true);
  });

  test("remembers a bounded number of keys", () => {
    const few = limiter(1, 1_000, () => 0);
    few.take("first");
    for (let i = 0; i < 10_000; i += 1) few.take(`key ${i}`);
    expect(few.take("first")).toBe(true);
    expect(few.take("key 9999")).toBe(false);
  });
});
