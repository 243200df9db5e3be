import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openStore } from "../../src/store/open.ts";
import type { Claim, Store } from "../../src/store/store.ts";
import { onEachEngine } from "./engines.ts";
import { delivery, job } from "./jobs.ts";

const sha = (letter: string) => letter.repeat(40);
const lease = 1_000;

onEachEngine((fresh) => {
  let store: Store;
  let time: number;
  let url: string;

  const open = () => openStore({ url, maxAttempts: 3, backoffMs: (n) => n * 100, now: () => time });
  const claimed = async (): Promise<Claim> => {
    const claim = await store.queue.claim("w", lease);
    if (!claim) throw new Error("expected a job");
    return claim;
  };

  beforeEach(async () => {
    time = 1_700_000_000_000;
    url = await fresh();
    store = await open();
  });
  afterEach(() => store.close());

  describe("hand-off", () => {
    test("a delivery is accepted once, with its jobs", async () => {
      expect(await store.inbox.accept(delivery("d"), [job()])).toBe("accepted");
      expect(await store.inbox.accept(delivery("d"), [job({ headSha: sha("b") })])).toBe("duplicate");
      expect((await claimed()).job).toMatchObject({ headSha: sha("a"), pullNumber: 1, accountId: 70 });
      expect(await store.queue.claim("w", lease)).toBeNull();
    });

    test("20 concurrent deliveries of one id make one job", async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => store.inbox.accept(delivery("d"), [job()])),
      );
      expect(answers.filter((answer) => answer === "accepted")).toHaveLength(1);
      expect((await store.queue.depth()).waiting).toBe(1);
    });

    test("what cannot be stored as a whole is not stored at all, and rejects", async () => {
      // The column refuses an absent head, after delivery and first job were written.
      const broken = job({ headSha: undefined as unknown as string });
      await expect(store.inbox.accept(delivery("d"), [job(), broken])).rejects.toThrow();
      expect(await store.inbox.known(["d"])).toEqual(new Set());
      expect((await store.queue.depth()).waiting).toBe(0);
    });

    test("what is kept follows a repository to its new name, and not another one that takes the old", async () => {
      const { owner, repo } = job();
      const there = { owner: "elsewhere", repo: "moved", repositoryId: 11, installationId: 9, accountId: 90 };
      await store.inbox.accept(delivery(), [job({ repositoryId: 11, pushedBy: 5 })]);
      await store.reviews.start({ ...job(), id: "r", pullNumber: 1 });
      // The same head under the new name is the same work, and goes to whom it was transferred to.
      await store.inbox.accept(delivery(), [job(there)]);
      expect((await claimed()).job).toMatchObject({ owner: "elsewhere", repo: "moved", installationId: 9 });
      expect(await store.queue.claim("w", lease)).toBeNull();
      expect(await store.inbox.pushers("elsewhere", "moved", 1)).toEqual([5]);
      expect(await store.inbox.pushers(owner, repo, 1)).toEqual([]);
      expect(await store.reviews.list("elsewhere", "moved", 1)).toHaveLength(1);
      // Somebody else's repository under the old name, which then gets the new one, too.
      await store.inbox.accept(delivery(), [job({ repositoryId: 12, pushedBy: 6, headSha: sha("c") })]);
      expect(await store.inbox.pushers(owner, repo, 1)).toEqual([6]);
      await store.inbox.accept(delivery(), [job({ ...there, repositoryId: 12, headSha: sha("d") })]);
      expect(await store.inbox.pushers("elsewhere", "moved", 1)).toEqual([6]);
      // The first one is heard of again under a third name.
      await store.inbox.accept(delivery(), [job({ ...there, repo: "third", headSha: sha("e") })]);
      expect(await store.inbox.pushers("elsewhere", "third", 1)).toEqual([5]);
      expect(await store.reviews.list("elsewhere", "third", 1)).toHaveLength(1);
      // Back and forth, as a late delivery of the old name does it.
      await store.inbox.accept(delivery(), [job({ repositoryId: 11, pushedBy: 5, headSha: sha("f") })]);
      await store.inbox.accept(delivery(), [job({ ...there, repo: "third", headSha: sha("e") })]);
      expect(await store.inbox.pushers("elsewhere", "third", 1)).toEqual([5]);
    });

    test("who asks for a job that waits after a failure has it done at once", async () => {
      await store.queue.enqueue([job()]);
      await store.queue.fail(await claimed(), "502", { waitMs: 600_000, patienceMs: 3_600_000 });
      await store.queue.enqueue([job()]);
      expect(await store.queue.claim("w", lease)).toBeNull();
      await store.queue.enqueue([job({ force: true })]);
      expect((await claimed()).job).toMatchObject({ force: true });
    });

    test("who pushed to a pull request is remembered, by the repository's name in any case", async () => {
      await store.inbox.accept(delivery(), [job({ pushedBy: 5 })]);
      await store.inbox.accept(delivery(), [job({ pushedBy: 6, headSha: sha("b") })]);
      await store.inbox.accept(delivery(), [job({ pushedBy: 6, headSha: sha("c") })]);
      await store.inbox.accept(delivery(), [job({ pushedBy: 7, pullNumber: 2 })]);
      const { owner, repo } = job();
      expect([...(await store.inbox.pushers(owner.toUpperCase(), repo, 1))].sort()).toEqual([5, 6]);
      expect(await store.inbox.pushers(owner, "other", 1)).toEqual([]);
    });

    test("accepted deliveries survive closing and opening again", async () => {
      await store.inbox.accept(delivery("d"), [job()]);
      await store.close();
      store = await open();
      expect(await store.inbox.known(["d", "e"])).toEqual(new Set(["d"]));
      expect((await claimed()).job.headSha).toBe(sha("a"));
    });
  });

  describe("one live job for a head", () => {
    test("concurrent requests for the same head are one job", async () => {
      const counts = await Promise.all(Array.from({ length: 10 }, () => store.queue.enqueue([job()])));
      expect(counts.reduce((a, b) => a + b)).toBe(1);
    });

    test("names differing in case are the same repository", async () => {
      await store.queue.enqueue([job()]);
      expect(await store.queue.enqueue([job({ owner: "Octo", repo: "DATA" })])).toBe(0);
    });

    test("a forced request beside a running job makes it follow afresh, as a new job", async () => {
      await store.queue.enqueue([job()]);
      const first = await claimed();
      expect(await store.queue.enqueue([job({ force: true })])).toBe(0);
      expect(await store.queue.claim("w", lease)).toBeNull();
      expect(await store.queue.complete(first)).toBe(true);
      const second = await claimed();
      expect(second.job).toMatchObject({ headSha: sha("a"), force: true, attempt: 1 });
      expect(second.job.id).not.toBe(first.job.id);
    });

    test("an unforced request beside a running job adds nothing", async () => {
      await store.queue.enqueue([job()]);
      const first = await claimed();
      await store.queue.enqueue([job()]);
      await store.queue.complete(first);
      expect(await store.queue.claim("w", lease)).toBeNull();
      expect(await store.queue.isLive(job())).toBe(false);
    });

    test("a forced request makes its waiting twin forced", async () => {
      await store.queue.enqueue([job()]);
      await store.queue.enqueue([job({ force: true })]);
      expect((await claimed()).job.force).toBe(true);
    });
  });

  describe("newer heads", () => {
    const first = job({ observedAt: "2026-01-01T00:00:00Z" });
    const second = job({ headSha: sha("b"), observedAt: "2026-01-02T00:00:00Z" });

    test("supersede a waiting job", async () => {
      await store.queue.enqueue([first]);
      await store.queue.enqueue([second]);
      expect((await claimed()).job.headSha).toBe(sha("b"));
      expect(await store.queue.claim("w", lease)).toBeNull();
    });

    test("tell a running job to stop", async () => {
      await store.queue.enqueue([first]);
      const old = await claimed();
      expect(await store.queue.heartbeat(old, lease)).toBe("held");
      await store.queue.enqueue([second]);
      expect(await store.queue.heartbeat(old, lease)).toBe("superseded");
      expect(await store.queue.complete(old)).toBe(true);
      expect((await claimed()).job.headSha).toBe(sha("b"));
    });

    test("leave other pull requests and other kinds of work alone", async () => {
      await store.queue.enqueue([
        first,
        { ...first, pullNumber: 2 },
        { ...first, kind: "merge_group", pullNumber: null },
      ]);
      await store.queue.enqueue([second]);
      expect((await store.queue.depth()).waiting).toBe(3);
    });

    test("seen earlier but delivered later supersede nothing", async () => {
      await store.queue.enqueue([second]);
      await store.queue.enqueue([first]);
      expect((await store.queue.depth()).waiting).toBe(2);
    });

    test("are not superseded by a re-run of an old head, which does not say when", async () => {
      await store.queue.enqueue([second]);
      await store.queue.enqueue([job({ force: true })]);
      expect((await store.queue.depth()).waiting).toBe(2);
    });

    test("replaced by the first head again: it is reviewed although its first job is stopping", async () => {
      await store.queue.enqueue([first]);
      const stopping = await claimed();
      await store.queue.enqueue([second]);
      await store.queue.enqueue([{ ...first, observedAt: "2026-01-03T00:00:00Z" }]);
      await store.queue.complete(stopping);
      const next = await claimed();
      expect(next.job.headSha).toBe(sha("a"));
      expect(next.job.id).not.toBe(stopping.job.id);
      expect(await store.queue.claim("w", lease)).toBeNull();
    });
  });

  describe("decisions", () => {
    const press = { verdict: "accepted", reviewId: "r", actorId: 5, actorLogin: "kim" } as const;
    const decision = job({ kind: "decision", press });

    test("keep what was pressed, by whom", async () => {
      await store.queue.enqueue([decision]);
      expect((await claimed()).job).toMatchObject({ kind: "decision", press });
    });

    test("of different people or on different reviews stand beside each other, a press made twice is one", async () => {
      await store.queue.enqueue([
        decision,
        { ...decision, press: { ...press, actorId: 6 } },
        { ...decision, press: { ...press, reviewId: "s" } },
        { ...decision, press: { ...press, verdict: "withdrawn" } },
        decision,
      ]);
      expect((await store.queue.depth()).waiting).toBe(4);
    });
  });

  describe("leases", () => {
    test("concurrent claims never share a job", async () => {
      await store.queue.enqueue(Array.from({ length: 12 }, (_, i) => job({ pullNumber: i + 1 })));
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, i) => store.queue.claim(`w${i}`, lease)),
      );
      const ids = claims.flatMap((claim) => (claim ? [claim.job.id] : []));
      expect(ids).toHaveLength(12);
      expect(new Set(ids).size).toBe(12);
    });

    test("an expired lease gives the job to another worker; the first one has lost it", async () => {
      await store.queue.enqueue([job()]);
      const first = await claimed();
      time += lease + 1;
      expect(await store.queue.reclaimExpired()).toBe(1);
      time += 100; // the backoff after one attempt
      const second = await claimed();
      expect(second.job).toMatchObject({ id: first.job.id, attempt: 2 });
      expect(await store.queue.heartbeat(first, lease)).toBe("lost");
      expect(await store.queue.complete(first)).toBe(false);
      expect(await store.queue.fail(first, "late")).toBe(false);
      expect(await store.queue.heartbeat(second, lease)).toBe("held");
    });

    test("a heartbeat keeps the lease", async () => {
      await store.queue.enqueue([job()]);
      const claim = await claimed();
      time += lease - 1;
      await store.queue.heartbeat(claim, lease);
      time += lease - 1;
      expect(await store.queue.reclaimExpired()).toBe(0);
    });

    test("an expired job that was superseded does not return", async () => {
      await store.queue.enqueue([job()]);
      await claimed();
      await store.queue.enqueue([job({ headSha: sha("b") })]);
      time += lease + 1;
      await store.queue.reclaimExpired();
      expect((await claimed()).job.headSha).toBe(sha("b"));
      expect(await store.queue.claim("w", lease)).toBeNull();
    });

    test("a released job waits again at once and the attempt does not count", async () => {
      await store.queue.enqueue([job()]);
      await store.queue.release(await claimed());
      expect((await claimed()).job.attempt).toBe(1);
    });
  });

  describe("failures", () => {
    test("wait longer after each attempt", async () => {
      await store.queue.enqueue([job()]);
      expect(await store.queue.fail(await claimed(), "first")).toBe(true);
      expect(await store.queue.claim("w", lease)).toBeNull();
      time += 100; // backoffMs(1), set above
      expect((await claimed()).job.attempt).toBe(2);
    });

    test("wait at least as long as the other side asks", async () => {
      await store.queue.enqueue([job()]);
      await store.queue.fail(await claimed(), "rate limited", { waitMs: 60_000, patienceMs: 3_600_000 });
      time += 59_999;
      expect(await store.queue.claim("w", lease)).toBeNull();
      time += 1;
      expect(await store.queue.claim("w", lease)).not.toBeNull();
    });

    test("do not count as attempts while the other side asks to come back later, for six hours", async () => {
      await store.queue.enqueue([job()]);
      const passing = { waitMs: 3_600_000, patienceMs: 6 * 3_600_000 };
      for (const hour of [0, 1, 2, 3, 4, 5, 6]) {
        const claim = await claimed();
        expect([hour, claim.job.attempt, claim.job.exhausted]).toEqual([hour, 1, null]);
        await store.queue.fail(claim, "rate limited", passing);
        time += 3_600_000;
      }
      expect((await claimed()).job.attempt).toBe(2);
    });

    test("are tried the more seldom the longer an outage lasts, and the first attempt is still the first", async () => {
      await store.queue.enqueue([job()]);
      const passing = { waitMs: 0, patienceMs: 3_600_000 };
      let tries = 0;
      for (const end = time + 3_000_000; time < end; time += 1_000) {
        const claim = await store.queue.claim("w", lease);
        if (!claim) continue;
        tries += 1;
        expect([claim.job.attempt, claim.job.exhausted]).toEqual([1, null]);
        await store.queue.fail(claim, "502", passing);
      }
      // Each pause is a tenth of the age: from the first seconds to fifty minutes are some ln(3000) / ln(1.1) = 84 tries.
      expect(tries).toBeGreaterThan(20);
      expect(tries).toBeLessThan(100);
    });

    test("after the last attempt the job comes once more, exhausted, and is dead when that was said", async () => {
      await store.queue.enqueue([job()]);
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        const claim = await claimed();
        expect(claim.job.exhausted).toBeNull();
        await store.queue.fail(claim, `error ${attempt}`);
        time += 10_000;
      }
      const last = await claimed();
      expect(last.job.exhausted).toBe("error 3");
      await store.queue.fail(last, "could not say so");
      time += 10_000;
      const again = await claimed();
      expect(again.job.exhausted).toBe("error 3");
      expect(await store.queue.bury(again)).toBe(true);
      expect((await store.queue.depth()).dead).toBe(1);
      // Dead is not live: a person may ask again.
      expect(await store.queue.enqueue([job({ force: true })])).toBe(1);
    });
  });

  describe("fairness", () => {
    test("accounts take turns, however many jobs the first one brought", async () => {
      await store.queue.enqueue(
        Array.from({ length: 50 }, (_, i) => job({ accountId: 1, owner: "large", pullNumber: i + 1 })),
      );
      time += 1_000;
      await store.queue.enqueue([job({ accountId: 2, owner: "small" })]);
      time += 1;
      await store.queue.enqueue([job({ accountId: 3, owner: "tiny" })]);
      const order: number[] = [];
      for (let i = 0; i < 6; i += 1) {
        time += 1;
        const claim = await claimed();
        order.push(claim.job.accountId);
        await store.queue.complete(claim);
      }
      // Never served comes first (by age among them), then least recently served.
      expect(order).toEqual([1, 2, 3, 1, 1, 1]);
    });

    test("an account with less running goes before one with more", async () => {
      await store.queue.enqueue([1, 2, 3].map((n) => job({ accountId: 1, owner: "large", pullNumber: n })));
      await claimed();
      time += 1;
      await store.queue.enqueue([job({ accountId: 2, owner: "small" })]);
      expect((await claimed()).job.accountId).toBe(2);
    });

    const accounts = [1, 2].map((n) => job({ accountId: n, installationId: n * 10, owner: `of-${n}` }));

    test("installations that would only wait are left out", async () => {
      await store.queue.enqueue(accounts);
      expect(await store.queue.claim("w", lease, [10, 20])).toBeNull();
      expect((await store.queue.claim("w", lease, [10]))?.job.accountId).toBe(2);
      expect((await store.queue.claim("w", lease, []))?.job.accountId).toBe(1);
    });

    test("an account that GitHub refuses is left alone until the time that it named, unless a person asks", async () => {
      await store.queue.enqueue([accounts[0]!, { ...accounts[0]!, pullNumber: 2 }]);
      time += 1;
      await store.queue.enqueue([accounts[1]!]);
      const refused = await claimed();
      expect(refused.job.accountId).toBe(1);
      await store.queue.fail(refused, "rate limited", { waitMs: 60_000, patienceMs: 3_600_000 });
      expect((await claimed()).job.accountId).toBe(2);
      expect(await store.queue.claim("w", lease)).toBeNull();
      await store.queue.enqueue([{ ...accounts[0]!, pullNumber: 3, force: true }]);
      expect((await claimed()).job.pullNumber).toBe(3);
      expect(await store.queue.claim("w", lease)).toBeNull();
      time += 60_000;
      expect((await claimed()).job.accountId).toBe(1);
    });

    test("a fault that names no time closes nothing", async () => {
      await store.queue.enqueue([accounts[0]!, { ...accounts[0]!, pullNumber: 2 }]);
      await store.queue.fail(await claimed(), "502", { waitMs: 0, patienceMs: 3_600_000 });
      expect((await claimed()).job.accountId).toBe(1);
    });
  });

  test("depth counts states and the age of what could run", async () => {
    expect(await store.queue.depth()).toEqual({ waiting: 0, running: 0, dead: 0, oldestWaitingMs: 0 });
    await store.queue.enqueue([job(), job({ pullNumber: 2 }), job({ pullNumber: 3 })]);
    await claimed();
    time += 5_000;
    expect(await store.queue.depth()).toEqual({ waiting: 2, running: 1, dead: 0, oldestWaitingMs: 5_000 });
  });
});
