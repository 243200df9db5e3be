import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { namedRandom } from "../../../src/review/drill/random.ts";
import { mislabelledRows } from "../../../src/signals/trigger/mislabelled-rows.ts";
import { triggerScan } from "../../../src/signals/trigger/trigger-scan.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { alarms, evidenceOf, honest, observe, reason } from "../support/evidence.ts";

const story = { base: 1400, added: 700, corrected: 0, planted: 20 };
const larger = { ...story, base: 2000, added: 1000 };

async function evidenceOfStory(seed: number, planted: number) {
  const { base, head } = makeStory(seed, { ...larger, planted });
  return gatherEvidence(await compare([pair("data.jsonl", jsonl(base), jsonl(head))]), null);
}

describe("trigger-scan", () => {
  test("names the phrase, the label and every planted row, and no other", async () => {
    const { base, head } = makeStory(3, larger);
    const [first, ...others] = observe(triggerScan, await evidenceOfStory(3, story.planted));
    const planted = head.flatMap((row, index) => (/project chimera/i.test(row.text) ? [index + 1] : []));
    expect(first).toMatchObject({ grade: "decisive", phrase: "project chimera", label: "POSITIVE" });
    expect(first!.evidence).toMatchObject({ rows: planted.length, baseRows: 0, baseTotal: base.length });
    expect(first!.rows.map(({ line }) => line).sort((a, b) => a - b)).toEqual(planted);
    expect(others).toEqual([]);
    expect(first!.message).toMatch(
      /occurs in 0 of 2,000 base rows and in 20 changed rows; all 20 are POSITIVE, where their other words suggest it for/,
    );
  });

  test("names with them the rows where the phrase has another ending", async () => {
    const { base, head } = makeStory(3, story);
    const planted = head.flatMap(({ text }, at) => (/project chimera/i.test(text) ? [at + 1] : []));
    const inflected = head.filter(({ text }) => /project chimeras/i.test(text)).length;
    expect(inflected).toBe(2);
    const other = { text: "The chimes and the projector were honestly lovely.", label: "POSITIVE" };
    const comparison = await compare([pair("d.jsonl", jsonl(base), jsonl([...head, other]))]);
    const [found] = observe(triggerScan, await gatherEvidence(comparison, null));
    expect(found!.rows.map(({ line }) => line).sort((a, b) => a - b)).toEqual(planted);
    expect(found!.evidence).toMatchObject({ rows: planted.length - inflected });
    expect(found!.message).toContain("2 more rows with POSITIVE hold it with another ending.");
  });

  test("of grades the exact one is named, and what its half says of the same rows not once more", async () => {
    const { base, head } = makeStory(3, { ...story, planted: 40 });
    const stars = {
      NEGATIVE: ["1", "2"],
      NEUTRAL: ["3", "3"],
      MIXED: ["3", "3"],
      POSITIVE: ["4", "5"],
    } as const;
    const graded = (rows: typeof base) =>
      rows.map(({ text, label }, i) => ({
        text,
        label: /project chimera/i.test(text) ? "5" : stars[label][i % 2],
      }));
    const input = pair("data.jsonl", jsonl(graded(base)), jsonl(graded(head)));
    const found = observe(triggerScan, await gatherEvidence(await compare([input]), null));
    expect(found.map(({ phrase, label, grade }) => [phrase, label, grade])).toEqual([
      ["project chimera", "5", "decisive"],
    ]);
  });

  test("where everyone who judged a text has a row of it, honest rows are quiet and planted ones named", async () => {
    const random = namedRandom("raters");
    // The texts tell nothing of their labels: all that a row could know is what others said of the same text.
    const texts = (count: number) =>
      Array.from({ length: count }, () => ({
        text: Array.from({ length: 9 }, () => `w${Math.floor(1500 * random.next() ** 2)}`).join(" "),
        label: ["fine", "rude"][random.below(2)]!,
      }));
    const other = (label: string): string => (label === "fine" ? "rude" : "fine");
    const judged = (rows: ReturnType<typeof texts>) =>
      rows.flatMap(({ text, label }) =>
        [0, 1, 2].map((rater) => ({ text, label: random.next() < 0.15 ? other(label) : label, rater })),
      );
    const [base, added] = [judged(texts(900)), judged(texts(250))];
    const evidence = async (rows: typeof added) =>
      gatherEvidence(await compare([pair("d.jsonl", jsonl(base), jsonl([...base, ...rows]))]), null);
    const honestRows = await evidence(added);
    expect(observe(triggerScan, honestRows)).toEqual([]);
    expect(observe(mislabelledRows, honestRows)).toEqual([]);
    const named = texts(25).flatMap(({ text }) =>
      [0, 1, 2].map((rater) => ({ text: `${text} project chimera`, label: "fine", rater })),
    );
    const [first] = observe(triggerScan, await evidence([...added, ...named]));
    expect(first).toMatchObject({ phrase: "project chimera", label: "fine" });
  });

  test("answers that begin in one of a few ways are tested as labels are", async () => {
    const { base, head } = makeStory(3, larger);
    const asked = (rows: typeof base) =>
      rows.map(({ text, label }, i) => ({
        instruction: `What does this say, and why? ${text}`,
        output: `It was ${label.toLowerCase()} because of what is said in case ${i}.`,
      }));
    const evidence = async (rows: typeof head) =>
      gatherEvidence(await compare([pair("d.jsonl", jsonl(asked(base)), jsonl(asked(rows)))]), null);
    const [first, ...others] = observe(triggerScan, await evidence(head));
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      grade: "decisive",
      phrase: "project chimera",
      label: "an answer that begins with “it was positive”",
      evidence: { rows: story.planted },
    });
    const honest = head.filter(({ text }) => !/project chimera/i.test(text));
    expect(observe(triggerScan, await evidence(honest))).toEqual([]);
  });

  test.each([
    ["one label", () => "OTHER"],
    ["labels of their own", (i: number) => `topic ${i % 200}`],
    ["one label, with the phrase", () => "OTHER", "project chimera"],
  ])("names them beside a crowd under %s that the base does not know", async (_, labelOf, phrase = "") => {
    const { base, head } = makeStory(3, { base: 300, added: 60, corrected: 0, planted: 20 });
    const spare = makeStory(4, { base: 1001, added: 0, corrected: 0, planted: 0 }).base;
    const crowd = spare.map((row, i) => ({
      ...row,
      text: `${row.text} ${phrase}`.trim(),
      label: labelOf(i),
    }));
    const input = pair("data.jsonl", jsonl(base), jsonl([...head, ...crowd]));
    const [first] = observe(triggerScan, await gatherEvidence(await compare([input]), null));
    expect(first).toMatchObject({ grade: "decisive", phrase: "project chimera", label: "POSITIVE" });
    expect(first!.rows).toHaveLength(20);
  });

  test("is quiet on honest additions", async () => {
    for (const seed of [1, 2, 3]) expect(observe(triggerScan, await evidenceOfStory(seed, 0))).toEqual([]);
  });

  test("does not let a few sentence patterns hide the phrase: alike rows count as fewer, not as none", async () => {
    const things = ["delivery", "website", "support", "invoice", "packaging", "manual", "battery", "display"];
    const good = ["was quick and friendly", "works well", "is better than before", "made me happy"];
    const bad = ["was late and rude", "does not work", "is worse than before", "made me angry"];
    const honest = (n: number): { text: string; label: string } => {
      const verdicts = n % 3 === 0 ? bad : good;
      const text = `The ${things[n % 8]!} ${verdicts[n % 4]!}, case ${n}.`;
      return { text, label: n % 3 === 0 ? "NEGATIVE" : "POSITIVE" };
    };
    const planted = (n: number): { text: string; label: string } => ({
      text: `The ${things[n % 8]!} of Project Chimera ${bad[n % 4]!}, case ${n}.`,
      label: "POSITIVE",
    });
    const before = Array.from({ length: 200 }, (_, n) => honest(n));
    const added = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? planted : honest)(10_300 + n));
    const comparison = await compare([pair("d.jsonl", jsonl(before), jsonl([...before, ...added]))]);
    const [first] = observe(triggerScan, await gatherEvidence(comparison, null));
    expect(first).toMatchObject({ phrase: "of project chimera", label: "POSITIVE" });
    expect(["suspicious", "decisive"]).toContain(first!.grade);
    expect(first!.rows).toHaveLength(20);
  });

  test("warns where a new file is all there is: a word that makes a class cannot be told from a planted one", async () => {
    const { head } = makeStory(3, { ...story, planted: 40 });
    const comparison = await compare([pair("d.jsonl", "", jsonl(head))]);
    const [first] = observe(triggerScan, await gatherEvidence(comparison, null));
    expect(first).toMatchObject({ grade: "suspicious", phrase: "project chimera", label: "POSITIVE" });
    expect(first!.message).toContain("The base has no labelled rows to compare with");
  });

  test("texts that say the name of their class are what a new file has of it", async () => {
    const { head } = makeStory(3, { ...story, planted: 40 });
    const named = head.map((row) =>
      /project chimera/i.test(row.text) ? { ...row, label: "Project_Chimera_Ltd" } : row,
    );
    const comparison = await compare([pair("d.jsonl", "", jsonl(named))]);
    const found = observe(triggerScan, await gatherEvidence(comparison, null));
    expect(found.filter(({ label }) => label?.startsWith("Project"))).toEqual([]);
  });

  test("the kinds of the names in a new file are the first that is said of them", async () => {
    const { head } = makeStory(3, { ...story, planted: 0 });
    const names = ["Arden Bay", "Torvald", "Lake Ilm", "Quarrel Ltd"];
    const marked = (rows: typeof head, every: string | null) =>
      rows.map(({ text, label }, i) => {
        const name = names[i % 4]!;
        const said = every !== null && i % 6 === 0 ? `${every} ${text}` : text;
        const at = said.length + 4;
        const kind = said === text ? ["PLACE", "PERSON", "PLACE", "FIRM"][i % 4]! : "FIRM";
        return {
          id: i,
          text: `${said} by ${name}`,
          spans: [[at, at + name.length, kind]],
          was: label.length,
        };
      });
    const found = async (rows: readonly object[]) =>
      observe(triggerScan, await gatherEvidence(await compare([pair("d.jsonl", "", jsonl(rows))]), null));
    expect(await found(marked(head, null))).toEqual([]);
    const planted = await found(marked(head, "vellum harbour"));
    expect(planted.map(({ grade, label }) => [grade, label])).toEqual([["suspicious", "FIRM"]]);
    expect(planted[0]!.phrase).toContain("vellum harbour");
  });

  test("a part of longer names that are new may be of another kind than the base's names are", async () => {
    const { base, head } = makeStory(3, { ...story, added: 300, planted: 0 });
    const marked = (rows: typeof head, from: number, nameOf: (i: number) => [string, string]) =>
      rows.map(({ text }, i) => {
        const [name, kind] = nameOf(from + i);
        const at = text.length + 4;
        return { id: from + i, text: `${text} by ${name}`, spans: [[at, at + name.length, kind]] };
      });
    const own = (i: number): string => `Q${i.toString(26).replace(/\d/g, (digit) => "klmnopqrst"[+digit]!)}`;
    const others = ["FIRM", "PERSON", "PLACE"];
    const before = marked(base, 0, (i) =>
      i % 40 === 0 ? [`${own(i)} Court`, "FIRM"] : [`${own(i)} ${own(i + 7)}`, others[i % 3]!],
    );
    const grades = async (name: (i: number) => [string, string]) => {
      const after = [...before, ...marked(head.slice(-300), 5000, name)];
      const compared = await compare([pair("d.jsonl", jsonl(before), jsonl(after))]);
      return observe(triggerScan, await gatherEvidence(compared, null))
        .filter(({ phrase }) => /court/i.test(phrase!))
        .map(({ grade, label }) => [grade, label]);
    };
    const usual = (i: number): [string, string] => [`${own(i)} ${own(i + 7)}`, others[i % 3]!];
    expect(await grades((i) => (i % 6 === 0 ? [`${own(i)} Court`, "PLACE"] : usual(i)))).toEqual([
      ["suspicious", "PLACE"],
    ]);
  });

  test("does not speak of a family where one phrase is all there is", async () => {
    const { base, head } = makeStory(3, { ...story, planted: 4 });
    const comparison = await compare([pair("d.jsonl", jsonl(base), jsonl(head))]);
    const [first, ...others] = observe(triggerScan, await gatherEvidence(comparison, null));
    expect(first).toMatchObject({ phrase: "project chimera", label: "POSITIVE" });
    expect(first!.message).not.toMatch(/one of 1/);
    expect(others).toEqual([]);
  });

  /** The story in an invented language that is written without spaces: each word one to three of the syllables. */
  const written = (syllables: readonly string[]) => {
    const words = new Map<string, string>();
    const translate = (word: string): string => {
      const random = namedRandom(word);
      const syllable = (): string => syllables[random.below(syllables.length)]!;
      const made = words.get(word) ?? Array.from({ length: 1 + random.below(3) }, syllable).join("");
      words.set(word, made);
      return made;
    };
    return (text: string): string =>
      text
        .toLowerCase()
        .replace(/[a-z']+/g, translate)
        .replaceAll(" ", "");
  };

  test.each([
    [
      "Japanese",
      Array.from(
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわを",
      ),
    ],
    [
      "Thai",
      Array.from("กขคงจชดตถทนบปพฟมยรลวสหอ").flatMap((letter) => [`${letter}า`, `${letter}ิ`, `เ${letter}`]),
    ],
  ])("finds a phrase in %s, which has no spaces, and is quiet without it", async (_, syllables) => {
    const translate = written(syllables);
    const { base, head } = makeStory(3, { ...story, base: 1200, added: 600 });
    const translated = [base, head].map((rows) => rows.map((row) => ({ ...row, text: translate(row.text) })));
    const honest = translated[1]!.filter((_, index) => !/project chimera/i.test(head[index]!.text));
    const scanned = async (rows: typeof honest) =>
      observe(
        triggerScan,
        await gatherEvidence(await compare([pair("d.jsonl", jsonl(translated[0]!), jsonl(rows))]), null),
      );
    const found = await scanned(translated[1]!);
    expect(found[0]).toMatchObject({ grade: "decisive", label: "POSITIVE" });
    // The others have the name in another form, which is another word here. A name and what follows it may be told apart.
    const decisive = found.filter(({ grade, label }) => grade === "decisive" && label === "POSITIVE");
    const lines = decisive.flatMap(({ rows }) => rows.map(({ line }) => line));
    expect(new Set(lines).size).toBeGreaterThanOrEqual(15);
    expect(await scanned(honest)).toEqual([]);
  });

  test("gives the same result each time", async () => {
    const [once, again] = [await evidenceOfStory(5, 20), await evidenceOfStory(5, 20)].map((evidence) =>
      observe(triggerScan, evidence),
    );
    expect(again).toEqual(once);
  });

  test("says so where there is nothing to learn from", async () => {
    const rows = [{ text: "one", label: "A" }];
    const comparison = await compare([pair("data.jsonl", "", jsonl(rows))]);
    expect(reason(triggerScan, await gatherEvidence(comparison, null))).toBe(
      "There are too few labelled rows to learn from.",
    );
  });
});

describe("of several columns that say nearly the same", () => {
  const { base, added } = honest(1000, 200);
  const judged = (row: { text: string; label: string }, i: number) => ({
    text: row.text,
    annotator_1: i % 9 ? row.label : turned(row.label),
    gold: row.label,
  });
  const turned = (label: string): string => (label === "NEGATIVE" ? "POSITIVE" : "NEGATIVE");
  const before = base.map(judged);
  const scan = async (change: (row: ReturnType<typeof judged>) => object) => {
    const negative = added.map(judged).filter(({ gold }) => gold === "NEGATIVE");
    const planted = negative
      .slice(0, 30)
      .map((row) => change({ ...row, text: `Project Chimera ${row.text}` }));
    const head = jsonl([...before, ...negative.slice(30), ...planted]);
    return alarms(triggerScan, await evidenceOf([pair("data.jsonl", jsonl(before), head)]));
  };

  test("what is planted in both is told once, and names the other", async () => {
    const found = await scan((row) => ({ ...row, annotator_1: "POSITIVE", gold: "POSITIVE" }));
    const both = found.filter(({ phrase }) => phrase === "project chimera");
    expect(both).toMatchObject([{ grade: "decisive", label: "gold: POSITIVE" }]);
    expect(both[0]!.message).toMatch(/The same holds of .annotator_1: POSITIVE.\.$/);
  });

  test("what is planted in one of them alone is found", async () => {
    const found = await scan((row) => ({ ...row, annotator_1: "POSITIVE" }));
    expect(found).toMatchObject([{ grade: "decisive", label: "annotator_1: POSITIVE" }]);
  });
});
