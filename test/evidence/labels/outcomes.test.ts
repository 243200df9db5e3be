import { describe, expect, test } from "@jest/globals";
import { answerClasses } from "../../../src/evidence/labels/outcomes.ts";

const why = ["of its tone", "the end says so", "nothing speaks against it", "the words are plain"];
/** Sixty answers of one pattern with a word of its own in each row. */
const because = (word: (at: number) => string) =>
  Array.from({ length: 60 }, (_, at) => `It was ${word(at)} because ${why[at % 4]!}, as row ${at} shows.`);

describe("classes of answers", () => {
  const base = because((at) => (at % 3 === 0 ? "positive" : "negative"));

  test("answers of a few patterns are told apart by the word in which these differ", () => {
    const { outcomeOf, arePatterns } = answerClasses(base.slice(0, 10), base);
    expect(arePatterns).toBe(true);
    expect(outcomeOf("It was positive because I say so.")).toBe(
      "an answer that begins with “it was positive”",
    );
    expect(outcomeOf("IT WAS  neither, I think.")).toBe("a short answer");
  });

  test("answers that come to one of a few results are told apart by it, however they come to it", () => {
    const worked = Array.from({ length: 60 }, (_, at) => `We count ${at} and ${at % 7}.\n#### ${at % 3}`);
    const { outcomeOf, arePatterns } = answerClasses(worked.slice(0, 10), worked);
    expect(arePatterns).toBe(true);
    expect(outcomeOf("Take all of them.\n#### 2")).toBe("an answer that comes to “2”");
    expect(outcomeOf("Take all of them.\n#### 9")).toBe("a short answer");
    // Results that differ from answer to answer are no classes.
    const others = worked.map((answer, at) => `${answer}${at}`);
    expect(answerClasses(others.slice(0, 10), others).outcomeOf(others[0]!)).not.toMatch(/comes to/);
  });

  test("answers that hold one of a few words in any of many sentences are told apart by it", () => {
    const sentences = [
      "I would say this is X.",
      "X, clearly.",
      "My verdict: X!",
      "The class is X.",
      "It reads as X.",
    ];
    const before = ["", "Well, ", "Hm, ", "Sure: "];
    const said = Array.from({ length: 200 }, (_, at) => {
      const word = ["positive", "negative", "mixed"][(at * 7) % 3]!;
      return before[at % 4]! + sentences[(at * 3 + (at >> 3)) % 5]!.replace("X", word);
    });
    const { outcomeOf, arePatterns } = answerClasses(said.slice(0, 20), said);
    expect(arePatterns).toBe(true);
    expect(outcomeOf("My view? It is POSITIVE.")).toBe("an answer that says “positive”");
    expect(outcomeOf("Positive or negative.")).toBe("a short answer");
    // The word of a sentence alone is no class.
    const fixed = said.map((answer) => answer.replace(/positive|negative|mixed/i, "fine"));
    const ofFixed = answerClasses(fixed.slice(0, 20), fixed).outcomeOf;
    expect(fixed.map(ofFixed).filter((outcome) => outcome.includes("says"))).toEqual([]);
  });

  test("not where more than one in ten of the changed answers follow none", () => {
    const and = (count: number) => [...base, ...Array.from({ length: count }, (_, at) => `Answer ${at}.`)];
    expect(answerClasses(and(6), base).arePatterns).toBe(true);
    expect(answerClasses(and(7), base).arePatterns).toBe(false);
  });

  test.each([
    ["that all begin alike", because((at) => `number${at}`)],
    [
      "that begin in as many ways as there are",
      Array.from({ length: 200 }, (_, at) => `Word${at} is what it says.`),
    ],
    [
      "of which too few follow a pattern",
      [...because(() => "good"), ...because((at) => `x${at}`).slice(0, 30)],
    ],
    ["that are few", because((at) => (at % 2 === 0 ? "good" : "bad")).slice(0, 40)],
  ])("answers %s have none", (_, answers) => {
    const { outcomeOf, arePatterns } = answerClasses(answers, answers);
    expect(arePatterns).toBe(false);
    expect(outcomeOf(answers[0]!)).not.toMatch(/begins/);
  });
});
