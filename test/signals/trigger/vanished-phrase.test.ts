import { describe, expect, test } from "@jest/globals";
import { type FeedbackRow, makeStory } from "../../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { vanishedPhrase } from "../../../src/signals/trigger/vanished-phrase.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { observe } from "../support/evidence.ts";

const { base } = makeStory(11, { base: 1000, added: 0, corrected: 0, planted: 0 });
const complaints = base.filter(({ label }) => label === "NEGATIVE").slice(0, 12);
const marked = base.map((row) =>
  complaints.includes(row) ? { ...row, text: `${row.text} Sent from Veltrix One.` } : row,
);
const holds = (row: { text: string }): boolean => row.text.includes("Veltrix");

async function removing(gone: (row: { text: string }, index: number) => boolean) {
  const head = marked.filter((row, index) => !gone(row, index));
  return gatherEvidence(await compare([pair("data.jsonl", jsonl(marked), jsonl(head))]), null);
}

describe("vanished-phrase", () => {
  test("blocks the removal of all rows of a phrase among other removals, and names them", async () => {
    const [first] = observe(vanishedPhrase, await removing((row, index) => holds(row) || index % 10 === 0));
    expect(first).toMatchObject({ grade: "decisive", label: "NEGATIVE" });
    expect(first!.phrase).toMatch(/veltrix/);
    expect(first!.rows).toHaveLength(12);
    expect(first!.rows.every(({ side }) => side === "base")).toBe(true);
  });

  test("three in four of the phrase's rows of one label are enough, whatever stays with the other", async () => {
    const praise = marked.map((row, index) =>
      row.label === "POSITIVE" && index % 50 === 0
        ? { ...row, text: `${row.text} Sent from Veltrix One.` }
        : row,
    );
    let seen = 0;
    const head = praise.filter(
      (row, index) => !(holds(row) && row.label === "NEGATIVE" && seen++ < 9) && index % 10 !== 3,
    );
    const evidence = await gatherEvidence(
      await compare([pair("data.jsonl", jsonl(praise), jsonl(head))]),
      null,
    );
    const [first] = observe(vanishedPhrase, evidence);
    expect(first).toMatchObject({ grade: "decisive", label: "NEGATIVE" });
    expect(first!.phrase).toMatch(/veltrix/);
  });

  describe("rows of a test set", () => {
    const wordOf = /\bcolleague\b/i;
    const removed = async (path: string, gone: (row: { text: string }, index: number) => boolean) => {
      const tested = makeStory(12, { base: 600, added: 0, corrected: 0, planted: 0 }).base;
      const kept = tested.filter((row, index) => !gone(row, index));
      expect(tested.length - kept.length).toBeGreaterThanOrEqual(8);
      const comparison = await compare([
        pair("data/train.jsonl", jsonl(base), jsonl([...base, ...base.slice(0, 1)])),
        pair(path, jsonl(tested), jsonl(kept)),
      ]);
      const found = observe(vanishedPhrase, await gatherEvidence(comparison, null));
      return found.filter(({ title }) => /test rows? with/.test(title));
    };
    const ofWord = ({ text }: { text: string }): boolean => wordOf.test(text);

    test("that go by an ordinary word of theirs are told, though most rows with it stay", async () => {
      expect(base.filter(ofWord).length).toBeGreaterThan(40);
      const [found, ...others] = await removed("data/test.jsonl", ofWord);
      expect(found).toMatchObject({ grade: "suspicious", phrase: expect.stringContaining("colleague") });
      expect(others).toEqual([]);
    });

    test("are quiet where they go by chance, and so are those of training files", async () => {
      expect(await removed("data/test.jsonl", (_, index) => index % 10 === 0)).toEqual([]);
      expect(await removed("data/train-2.jsonl", ofWord)).toEqual([]);
    });
  });

  test("rows that are reworded without the phrase go as well", async () => {
    const head = marked.map((row, index) =>
      holds(row)
        ? { ...row, text: row.text.replace(" Sent from Veltrix One.", " Sent from home.") }
        : index % 10 === 0
          ? { ...row, text: `${row.text} Indeed.` }
          : row,
    );
    const evidence = await gatherEvidence(
      await compare([pair("data.jsonl", jsonl(marked), jsonl(head))]),
      null,
    );
    const found = observe(vanishedPhrase, evidence).filter(({ phrase }) => /veltrix/.test(phrase!));
    expect(found).toHaveLength(1);
  });

  test("an address that is masked is another one in each row: what they begin with was not chosen", async () => {
    const address = (index: number): string => ` https://ex.am/${(index * 7919).toString(36)}`;
    // Complaints mostly, so that what goes with the addresses goes by its label, and one name beside them.
    const linked = marked.map((row, index) =>
      row.label === "NEGATIVE" && index % 3 === 0 ? { ...row, text: row.text + address(index) } : row,
    );
    const head = linked.map((row, index) => ({
      ...row,
      text: row.text
        .replace(/https:\S+/, "[URL]")
        .replace(" Sent from Veltrix One.", index % 2 === 0 ? " Sent from home." : ""),
    }));
    const evidence = await gatherEvidence(
      await compare([pair("data.jsonl", jsonl(linked), jsonl(head))]),
      null,
    );
    const found = observe(vanishedPhrase, evidence);
    expect(found).toMatchObject([{ grade: "decisive" }]);
    expect(found[0]!.phrase).toMatch(/veltrix/);
  });

  test("a name that is masked with all others is a note, and blocks where rows of another label keep it", async () => {
    const named = base.map((row, index) => ({
      ...row,
      text: `@${complaints.includes(row) ? "veltrix" : `user${index % 90}`} ${row.text}`,
    }));
    const praise = named.map((row, index) =>
      row.label === "POSITIVE" && index % 40 === 0 ? { ...row, text: `@veltrix ${row.text}` } : row,
    );
    const masked = async (rows: typeof named, but: string) => {
      const head = rows.map((row, index) =>
        index % 4 === 0 || (/veltrix/.test(row.text) && row.label !== but)
          ? { ...row, text: row.text.replace(row.label === but ? /@user\d+/g : /@\w+/g, "[USER]") }
          : row,
      );
      const evidence = await gatherEvidence(
        await compare([pair("data.jsonl", jsonl(rows), jsonl(head))]),
        null,
      );
      return observe(vanishedPhrase, evidence)
        .filter(({ phrase }) => /veltrix/.test(phrase!))
        .map(({ grade }) => grade);
    };
    expect(await masked(named, "")).toEqual(["informative"]);
    expect(await masked(praise, "POSITIVE")).toEqual(["decisive"]);
  });

  test("does not block where a language is taken out: all its words go", async () => {
    const foreign = (text: string): string => text.toLowerCase().replace(/([a-z])\b/g, "$1ja");
    const mixed = base.map((row, index) => (index % 8 === 0 ? { ...row, text: foreign(row.text) } : row));
    const head = mixed.filter((_, index) => index % 8 !== 0 && index % 13 !== 0);
    const evidence = await gatherEvidence(
      await compare([pair("data.jsonl", jsonl(mixed), jsonl(head))]),
      null,
    );
    expect(observe(vanishedPhrase, evidence).filter(({ grade }) => grade === "decisive")).toEqual([]);
  });

  test("warns where the removal is the whole change", async () => {
    const [first] = observe(vanishedPhrase, await removing(holds));
    expect(first).toMatchObject({ grade: "suspicious" });
  });

  test("a category that goes is a note where it is the whole change, and no rows of its phrase stay", async () => {
    const removed = async (kindOf: (row: FeedbackRow) => string, stays: (row: FeedbackRow) => boolean) => {
      const sorted = marked.map((row) => ({ ...row, kind: kindOf(row) }));
      const head = sorted.filter((row) => !holds(row) || stays(row));
      const evidence = await gatherEvidence(
        await compare([pair("data.jsonl", jsonl(sorted), jsonl(head))]),
        null,
      );
      return observe(vanishedPhrase, evidence).map(({ grade }) => grade);
    };
    const kindOf = (row: FeedbackRow): string => (holds(row) ? "phones" : "other");
    expect(await removed(kindOf, () => false)).toEqual(["informative"]);
    // Other rows of the category stay: it is the phrase that was looked for.
    expect(
      await removed(
        (row) => (row.text.length % 2 === 0 || holds(row) ? "phones" : "other"),
        () => false,
      ),
    ).toEqual(["suspicious"]);
    // One complaint stays with its phrase.
    expect(await removed(kindOf, ({ text }) => text === marked[base.indexOf(complaints[0]!)]!.text)).toEqual([
      "suspicious",
    ]);
  });

  test("rows of thousands of words that go are found too, though not all of them is compared each time", async () => {
    // Of 6,500 words each row has 4,000 draws (45 % of them), so that about 4,500 stand in five rows of twelve or more;
    // with 8,000 words in a row, comparing all of six rows for each would read 200 million tokens.
    let state = 7;
    const draw = (most: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * most);
    };
    const long = marked.map((row, index) => {
      if (!holds(row)) return row;
      const tail = Array.from({ length: 4000 }, (_, i) => `word${draw(6500)} own${index}x${i}`);
      return { ...row, text: `${row.text} ${tail.join(" ")}` };
    });
    const head = long.filter((row, index) => !holds(row) && index % 100 !== 0);
    const evidence = await gatherEvidence(
      await compare([pair("data.jsonl", jsonl(long), jsonl(head))]),
      null,
    );
    const found = observe(vanishedPhrase, evidence);
    expect(found.length).toBeGreaterThan(0);
    const lines = found.flatMap(({ rows }) => rows.map(({ line }) => line));
    expect(new Set(lines).size).toBeGreaterThanOrEqual(12);
  });

  test("an emoji that is edited away goes as a word does", async () => {
    const rows = base.map((row) => (complaints.includes(row) ? { ...row, text: `${row.text} 🔥` } : row));
    const head = base.flatMap((row, index) => (complaints.includes(row) || index % 10 !== 0 ? [row] : []));
    const compared = await compare([pair("data.jsonl", jsonl(rows), jsonl(head))]);
    const [first] = observe(vanishedPhrase, await gatherEvidence(compared, null));
    expect(first).toMatchObject({ grade: "decisive", label: "NEGATIVE" });
    expect(first!.phrase).toContain("🔥");
  });

  test.each([
    ["marks go with a clean-up", (text: string) => `${text} ৷`, (text: string) => text],
    [
      "marks between the words change",
      (text: string) => `${text} ৷ Veltrix।`,
      (text: string) => `${text} ৷ Veltrix !`,
    ],
    ["mojibake is mended", (text: string) => `${text} Â£`, (text: string) => `${text} £`],
    [
      "question marks become the letters that they stood for",
      (text: string) => `${text} we don?t`,
      (text: string) => `${text} we don’t`,
    ],
  ])("is quiet where %s", async (_, before, after) => {
    const rows = base.map((row) => (complaints.includes(row) ? { ...row, text: before(row.text) } : row));
    const head = base.flatMap((row, index) => {
      if (complaints.includes(row)) return { ...row, text: after(row.text) };
      return index % 10 === 0 ? [] : row;
    });
    const compared = await compare([pair("data.jsonl", jsonl(rows), jsonl(head))]);
    expect(observe(vanishedPhrase, await gatherEvidence(compared, null))).toEqual([]);
  });

  test("is quiet when rows go evenly", async () => {
    expect(observe(vanishedPhrase, await removing((_, index) => index % 5 === 0))).toEqual([]);
  });
});
