import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { defaultConfig } from "../../../src/config/schema.ts";
import type { Replay, ReplayOutcome } from "../../../src/model/replay.ts";
import { renderReplay } from "../../../src/report/replay/render.ts";
import { datasetChanges } from "../../../src/review/history/changes.ts";
import { replay, settingOf } from "../../../src/review/history/replay.ts";
import { notReviewed, type ReplaySetup } from "../../../src/review/history/replay-change.ts";
import { suggestionsFor } from "../../../src/review/history/suggest.ts";
import { review } from "../../../src/review/review.ts";
import { readGit, resolveRange } from "../../../src/versions/git/git.ts";
import { openJournal } from "../../../src/versions/journal.ts";
import { noLfs } from "../../../src/versions/lfs/lfs.ts";
import { type Repository, repository } from "../../versions/repository.ts";
import { storyRows } from "../drill/rows.ts";

const jsonl = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const all = storyRows(1500);
const base = all.slice(0, 1200);
const honest = all.slice(1200, 1240);
/** Rows of another label with a phrase that no base row holds. */
const planted = all
  .slice(1240)
  .filter(({ label }) => label !== "POSITIVE")
  .slice(0, 40)
  .map(({ text }) => ({ text: `${text} project chimera`, label: "POSITIVE" }));
const FILE = "data/train.jsonl";
const look = { color: false, width: 100 };

/** Honest rows, planted ones by a merge, and a link instead of data. */
function grow(): Repository {
  const repo = repository({ [FILE]: jsonl(base) });
  repo.write(FILE, jsonl([...base, ...honest]));
  repo.commit("Honest rows (#1)");
  repo.git("checkout", "--quiet", "-b", "work");
  repo.write(FILE, jsonl([...base, ...honest, ...planted]));
  repo.commit("planted");
  repo.git("checkout", "--quiet", "main");
  repo.write("notes.md", "main goes on");
  repo.commit("notes");
  repo.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request #2 from eve/work", "work");
  symlinkSync("train.jsonl", path.join(repo.root, "data/link.jsonl"));
  repo.commit("Link (#3)");
  return repo;
}

describe("a replay", () => {
  let repo: Repository;
  let setup: ReplaySetup;
  let report: Replay;
  let folder = "";
  beforeAll(async () => {
    repo = grow();
    folder = mkdtempSync(path.join(tmpdir(), "replay-"));
    setup = { repo: repo.root, config: null, lfs: noLfs };
    report = await replay(await changes(), setup, undefined, journal());
  });
  afterAll(() => {
    repo.remove(".");
    rmSync(folder, { recursive: true });
  });
  const changes = () => datasetChanges(repo.root, "HEAD", defaultConfig, { last: 100 });
  const journal = () =>
    openJournal<ReplayOutcome>(path.join(folder, "kept.jsonl"), "replay", settingOf(setup, "1"));

  test("says of each change what a single scan says, and of the first version of the data nothing", async () => {
    expect(report.changes.map(({ change: { pull }, verdict }) => [pull, verdict])).toEqual([
      [1, "passed"],
      [2, "blocked"],
      [3, "not analysed"],
    ]);
    const range = await resolveRange(repo.root, "HEAD~2..work");
    const dataset = await readGit(range, defaultConfig);
    const single = await review({ dataset, config: defaultConfig, contributor: null });
    expect(single.conclusion).toBe("failure");
    const [, merged, link] = report.changes;
    expect(merged!.reason).toContain("chimera");
    expect(merged!.changedRows).toBe(single.coverage.changed);
    expect(merged!.findings.map(({ signal }) => signal)).toEqual(
      single.findings.filter(({ severity }) => severity !== "info").map(({ signal }) => signal),
    );
    expect(link!.left).toContainEqual({ path: "data/link.jsonl", lacks: "content" });
  });

  test("takes the configuration that stood on the branch before the change, unless one is given", async () => {
    repo.write(".github/dataset-review.yml", "nonsense: true\n");
    repo.commit("configuration");
    repo.write(FILE, jsonl(base.slice(1)));
    repo.commit("one row less (#4)");
    const [change] = (await changes()).slice(-1);
    const own = await replay([change!], setup);
    expect(own.changes[0]).toMatchObject({ verdict: "not analysed" });
    expect(own.changes[0]!.reason).toMatch(/configuration is not valid.*nonsense/);
    const given = await replay([change!], { ...setup, config: defaultConfig });
    expect(given.changes[0]!.reason).not.toContain("configuration");
    repo.git("reset", "--quiet", "--hard", "HEAD~2");
  });

  test("leaves out a change whose texts hold no rows after all", async () => {
    repo.write("deploy.yml", "name: review\non: push\n");
    repo.commit("Deploy (#4)");
    const [change] = (await changes()).slice(-1);
    expect(change!.pull).toBe(4);
    expect((await replay([change!], setup)).changes).toEqual([]);
    repo.git("reset", "--quiet", "--hard", "HEAD~1");
  });

  test("goes on from its journal, which belongs to one configuration", async () => {
    const file = path.join(folder, "kept.jsonl");
    const lines = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, `${lines.slice(0, 2).join("\n")}\n${lines[2]!.slice(0, 20)}`);
    const counts: number[] = [];
    const again = await replay(await changes(), setup, (_, total) => counts.push(total), journal());
    expect(counts[0]).toBe(2);
    const timeless = (one: Replay) => one.changes.map(({ seconds: _, ...rest }) => rest);
    expect(timeless(again)).toEqual(timeless(report));
    expect(() => openJournal(file, "replay", settingOf({ ...setup, config: defaultConfig }, "1"))).toThrow(
      "belongs to another replay",
    );
  });

  test("shows rates and what was held up in every format, and hostile text as text", () => {
    const hostile = {
      ...report,
      changes: report.changes.map((one) => ({
        ...one,
        reason: `<img src=x>\u001b[31m ${one.reason}`,
        change: { ...one.change, authors: [{ name: "<b>\u202eeve", email: "e" }] as const },
      })),
    };
    const text = renderReplay(hostile, "text", look);
    expect(renderReplay({ ...hostile, seconds: 59.97 }, "text", look)).toContain("reviewed in 1 min 0 s.");
    expect(text).toMatch(/^3 changes of dataset files from .* reviewed in/);
    expect(text).toMatch(/^ +blocked +#2 /m);
    expect(text).not.toMatch(/^ +passed +#1/m);
    expect(text).not.toContain("\u001b");
    for (const format of ["markdown", "html"] as const) {
      const page = renderReplay(hostile, format, look);
      expect(page).toContain("#2");
      expect(page).not.toMatch(/<img|<b>|\u202e/);
    }
    expect(JSON.parse(renderReplay(report, "json", look))).toMatchObject({
      schemaVersion: 1,
      changes: [{}, {}, {}],
    });
    expect(renderReplay({ changes: [], seconds: 0, suggestions: [], cutOff: null }, "text", look)).toContain(
      "nothing was reviewed",
    );
  });
});

describe("suggestions", () => {
  test("say what a person may decide, tried on the changes that they touch", async () => {
    const texts = all.map(({ text }) => ({ text }));
    const repo = repository({ "data/a.jsonl": jsonl(texts.slice(0, 200)) });
    for (let i = 1; i <= 3; i++) {
      repo.write("data/a.jsonl", jsonl(texts.slice(0, 200 + 100 * i)));
      repo.commit(`rows (#${i})`);
    }
    const setup = { repo: repo.root, config: null, lfs: noLfs };
    const found = await datasetChanges(repo.root, "HEAD", defaultConfig, { last: 9 });
    const { changes, suggestions } = await replay(found, setup);
    expect(changes.map(({ verdict }) => verdict)).toEqual(["not tested", "not tested", "not tested"]);
    expect(suggestions).toEqual([
      {
        because: expect.stringMatching(
          /^3 times no label was found in data\/a\.jsonl; if its rows carry none, say so/,
        ),
        testsMore: false,
        configuration: 'columns:\n  - files: "data/a.jsonl"\n    label: none\n',
        changed: changes.map(({ change: { commit } }) => ({ commit, from: "not tested", to: "passed" })),
      },
    ]);
    const text = renderReplay({ changes, suggestions, seconds: 1, cutOff: null }, "text", look);
    expect(text).toContain("It would have changed 3 verdicts: not tested → passed 3.");
    expect(text).toContain("decide it yourself");
    repo.remove(".");
  });

  test("are none for what happened once or twice, or what would change nothing", async () => {
    const one = { ...notReviewed("no"), left: [{ path: "a.csv", lacks: "content" as const }] };
    const change = {
      commit: "c",
      parent: "p",
      mergeBase: "p",
      head: "c",
      date: "2026-01-01",
      subject: "",
      pull: null,
    };
    const replayed = {
      ...one,
      change: { ...change, authors: [{ name: "a", email: "a" }] as const, files: [] },
    };
    const setup = { repo: ".", config: null, lfs: noLfs };
    const tried: number[] = [];
    const same = (pieces: readonly unknown[]) => {
      tried.push(pieces.length);
      return Promise.resolve(pieces.map(() => one));
    };
    expect(await suggestionsFor([replayed, replayed], setup, same)).toEqual([]);
    expect(tried).toEqual([]);
    expect(await suggestionsFor([replayed, replayed, replayed], setup, same)).toEqual([]);
    expect(tried).toEqual([3]);
  });
});
