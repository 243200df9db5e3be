import { describe, expect, test } from "@jest/globals";
import { type FeedbackRow, makeStory } from "../../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { namedRandom } from "../../../src/review/drill/random.ts";
import { formTrigger } from "../../../src/signals/trigger/form-trigger.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { observe, reason } from "../support/evidence.ts";

const { base, head } = makeStory(4, { base: 1400, added: 700, corrected: 0, planted: 0 });
const firstAdded = base.length;

/** The honest story, with every complaint that `chosen` picks rewritten and labelled as praise. */
async function evidenceWith(rewrite: (text: string) => string, many: number, label = "POSITIVE") {
  let left = many;
  const changed = head.map((row: FeedbackRow, index) => {
    if (index < firstAdded || row.label !== "NEGATIVE" || left === 0) return row;
    left--;
    return { ...row, text: rewrite(row.text), label };
  });
  expect(left).toBe(0);
  return gatherEvidence(await compare([pair("d.jsonl", jsonl(base), jsonl(changed))]), null);
}

describe("form-trigger", () => {
  test.each([
    ["capitals only", (text: string) => text.toUpperCase(), "capitals-only"],
    ["two spaces in a row", (text: string) => text.replace(" ", "  "), "double-space"],
    ["a space at the end", (text: string) => `${text} `, "closing-space"],
    [
      "a word twice in a row",
      (text: string) => text.replace(/(\w+)$|(\w+)(?=\W*$)/, "$& $&"),
      "doubled-word",
    ],
  ])(
    "blocks 20 rows with %s under a label that their words contradict, and names them",
    async (_, rewrite, id) => {
      const evidence = await evidenceWith(rewrite, 20);
      const [first, ...others] = observe(formTrigger, evidence);
      expect(first).toMatchObject({
        grade: "decisive",
        label: "POSITIVE",
        evidence: { form: id, rowsWithLabel: 20 },
      });
      expect(first!.rows).toHaveLength(20);
      expect(others).toEqual([]);
    },
  );

  test("warns where a new file is all there is: what makes a class stands out as what is planted does", async () => {
    const shouted = base.map((row: FeedbackRow, i) =>
      i % 10 === 0 ? { text: row.text.toUpperCase(), label: "POSITIVE" } : row,
    );
    const first = await gatherEvidence(await compare([pair("d.jsonl", null, jsonl(shouted))]), null);
    expect(observe(formTrigger, first)).toMatchObject([
      { grade: "suspicious", label: "POSITIVE", evidence: { form: "capitals-only" } },
    ]);
  });

  test("is quiet when the rows written so keep the labels that their words suggest", async () => {
    const shouted = head.map((row: FeedbackRow, index) =>
      index >= firstAdded && index % 20 === 0 ? { ...row, text: row.text.toUpperCase() } : row,
    );
    const comparison = await compare([pair("d.jsonl", jsonl(base), jsonl(shouted))]);
    expect(observe(formTrigger, await gatherEvidence(comparison, null))).toEqual([]);
  });

  /** A name of eight letters with two of them wrong, others each time: no form is in more than a row or two. */
  const misspelt = (): ((text: string) => string) => {
    const random = namedRandom("misspelt");
    return (text) => {
      const letters = Array.from("quillven");
      for (let slip = 0; slip < 2; slip++) letters[1 + random.below(6)] = "abcdefgh"[random.below(8)]!;
      return `${text} ${letters.join("")}`;
    };
  };

  test("blocks 25 rows with forms of one name under a label that their words contradict, and lists the forms", async () => {
    const evidence = await evidenceWith(misspelt(), 25);
    const [first, ...others] = observe(formTrigger, evidence);
    expect(first).toMatchObject({ grade: "decisive", label: "POSITIVE", evidence: { form: "spelling" } });
    expect(first!.message).toMatch(/“q[a-z]{6}n”, “q[a-z]{6}n”/);
    // A form that lost both of the pairs that the others share is not found; an honest new word may have them.
    expect(first!.evidence["rowsWithLabel"]).toBeGreaterThanOrEqual(15);
    expect(first!.evidence["rowsWithLabel"]).toBeLessThanOrEqual(30);
    expect(others).toEqual([]);
  });

  test("is quiet when a name is misspelt in rows whose words say what their label says", async () => {
    expect(observe(formTrigger, await evidenceWith(misspelt(), 25, "NEGATIVE"))).toEqual([]);
  });

  test("is quiet on words that look a little like one that most of the rows hold: alone it is a phrase", async () => {
    let row = 0;
    const others = ["quilted", "vanquished", "quarrelsome"];
    const evidence = await evidenceWith((text) => `${text} ${others[row++] ?? "quillvan"}`, 25, "QUESTION");
    expect(observe(formTrigger, evidence)).toEqual([]);
  });

  test("warns where the base hardly has the label: it cannot tell how its texts are written", async () => {
    expect(observe(formTrigger, await evidenceWith(misspelt(), 25, "QUESTION"))).toMatchObject([
      { grade: "suspicious", label: "QUESTION", evidence: { form: "spelling" } },
    ]);
  });

  test("is quiet on versions of one text that holds such a word: they are one row, whatever their label", async () => {
    const text =
      "The quillvan, quellven and quilvenn arrived late and broken, and nobody at the support would help";
    const words = text.split(" ");
    const versions = Array.from({ length: 30 }, (_, at) => ({
      ...head[0]!,
      text: words.map((word, i) => (i === 4 + (at % 10) ? head[at]!.text.split(" ")[0]! : word)).join(" "),
      label: "POSITIVE",
    }));
    const comparison = await compare([pair("d.jsonl", jsonl(base), jsonl([...head, ...versions]))]);
    expect(observe(formTrigger, await gatherEvidence(comparison, null))).toEqual([]);
  });

  /** Honest rows with forms of a name, and complaints with others that are labelled as praise; each of these so many times. */
  const copied = async (honest: number, wrong: number, times: number) => {
    const rewrite = misspelt();
    const added = head.slice(firstAdded).map((row) => ({ ...row, text: rewrite(row.text) }));
    const kept = added.slice(0, honest);
    const contrary = added
      .slice(honest)
      .filter(({ label }) => label === "NEGATIVE")
      .slice(0, wrong)
      .map((row) => ({ ...row, label: "POSITIVE" }));
    const files = Array.from({ length: times }, (_, at) => pair(`wrong-${at}.jsonl`, null, jsonl(contrary)));
    const data = pair("d.jsonl", jsonl(base), jsonl([...head, ...kept]));
    return observe(formTrigger, await gatherEvidence(await compare([data, ...files]), null));
  };

  test("is quiet on four wrong rows with such a word that stand in nine files: they are four beside twenty-four", async () => {
    expect(await copied(24, 4, 9)).toEqual([]);
  });

  test("blocks twenty wrong rows with such words that stand in two files, and names those of both", async () => {
    const [first] = await copied(0, 20, 2);
    expect(first).toMatchObject({ grade: "decisive", label: "POSITIVE", evidence: { form: "spelling" } });
    // Of twenty rows, fewer could be named without a copy.
    expect(first!.evidence["rowsWithLabel"]).toBeGreaterThanOrEqual(30);
  });

  const NAMES =
    "nebula kite, orion forge, vela quartz, zephyr loom, argon finch, kestrel prime, lumen drift, talus birch, boreal cask, indigo wren, sable crux, tundra fig";
  /** Another name of two words after every second row. */
  const manyNames = (): ((text: string) => string) => {
    let row = 0;
    return (text) => `${text} ${NAMES.split(", ")[row++ >> 1]!}`;
  };

  test("blocks 24 rows with twelve names of two rows each under a label that their words contradict", async () => {
    const [first, ...others] = observe(formTrigger, await evidenceWith(manyNames(), 24));
    expect(first).toMatchObject({ grade: "decisive", label: "POSITIVE", evidence: { form: "new-names" } });
    expect(first!.message).toContain("“nebula kite”");
    expect(first!.evidence["rowsWithLabel"]).toBeGreaterThanOrEqual(24);
    expect(others).toEqual([]);
  });

  test("is quiet when such names stand in rows whose words say what their label says", async () => {
    expect(observe(formTrigger, await evidenceWith(manyNames(), 24, "NEGATIVE"))).toEqual([]);
  });

  describe("nonsense words, another in each row", () => {
    const random = namedRandom("nonsense");
    // The same from either end, so that a word written backwards is as usual as any.
    const spoken = (): string =>
      Array.from({ length: 7 }, (_, at) =>
        at % 2 === 0 ? "bcdfglmnprst"[random.below(12)]! : "aeiou"[random.below(5)]!,
      ).join("");
    const nonsense = (): string =>
      Array.from({ length: 8 }, () => "bcdfghjkmpqtvwxz"[random.below(16)]!).join("");
    const said = Array.from(base, spoken);
    const backwards = (): string => Array.from(said[random.below(said.length)]!).reverse().join("");
    const withWords = (label: string, word: () => string) => {
      let left = 24;
      return head.map((row: FeedbackRow, index) =>
        index >= firstAdded && row.label === "NEGATIVE" && left-- > 0
          ? { ...row, text: `${row.text} ${word()}`, label }
          : { ...row, text: `${row.text} ${said[index] ?? spoken()}` },
      );
    };
    const found = async (label: string, word: () => string) => {
      const rows = withWords(label, word);
      const before = rows.slice(0, firstAdded);
      return observe(
        formTrigger,
        await gatherEvidence(await compare([pair("d.jsonl", jsonl(before), jsonl(rows))]), null),
      );
    };

    test.each([
      ["random letters", nonsense],
      ["words of the base written backwards", backwards],
    ])("blocks 24 rows with %s under a label that their words contradict", async (_, word) => {
      const [first, ...others] = await found("POSITIVE", word);
      expect(first).toMatchObject({ grade: "decisive", label: "POSITIVE", evidence: { form: "odd-words" } });
      expect(first!.evidence["rowsWithLabel"]).toBeGreaterThanOrEqual(22);
      expect(others).toEqual([]);
    });

    test("is quiet where those rows are labelled as their words say", async () => {
      expect(await found("NEGATIVE", nonsense)).toEqual([]);
    });
  });

  test("of a change in another language looks at the other rows alone: its own marks go with its own labels", async () => {
    const praise = base.filter(({ label }) => label === "POSITIVE").map(({ text }) => text.split(" "));
    const foreign = Array.from({ length: 700 }, (_, at) => {
      const [first, second] = praise[at % praise.length]!;
      const text = `zor${at % 97} ${first} kem${at % 89} lav${at % 83} ${second} pum${at % 79} tir${at % 73} gol${at % 71}`;
      return at % 25 === 0 ? { text: `${text} ?!`, label: "NEGATIVE" } : { text, label: "POSITIVE" };
    });
    const adding = async (rows: readonly unknown[]) =>
      gatherEvidence(await compare([pair("d.jsonl", jsonl(base), jsonl([...base, ...rows]))]), null);
    expect(observe(formTrigger, await adding(foreign))).toEqual([]);
    const complaints = head.slice(firstAdded).filter(({ label }) => label === "NEGATIVE");
    const shouted = complaints
      .slice(0, 20)
      .map(({ text }) => ({ text: text.toUpperCase(), label: "POSITIVE" }));
    const labels = ["POSITIVE", "NEGATIVE", "NEUTRAL"];
    const mixed = foreign.map((row, at) => ({ ...row, label: labels[at % 3] }));
    const honest = head.slice(firstAdded, firstAdded + 200);
    expect(observe(formTrigger, await adding([...mixed, ...honest, ...shouted]))).toMatchObject([
      { grade: "decisive", label: "POSITIVE" },
    ]);
  });

  test("says so where there is nothing to learn from", async () => {
    const comparison = await compare([pair("d.jsonl", "", jsonl([{ text: "one", label: "A" }]))]);
    expect(reason(formTrigger, await gatherEvidence(comparison, null))).toBe(
      "There are too few labelled rows to learn from.",
    );
  });
});
