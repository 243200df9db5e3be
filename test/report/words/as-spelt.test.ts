import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { asSpelt } from "../../../src/report/words/as-spelt.ts";
import { anyCharacter } from "../../support/any-character.ts";
import { column, file, finding, flaggedRow, result } from "../../support/result-builder.ts";

/** The result of one finding about a phrase and a label. */
function told(phrase: string, label: string, text = phrase) {
  const own = finding({
    id: "f",
    phrase,
    label,
    title: `2 rows pair “${phrase}” with ${label}`,
    message: `“${phrase}” occurs in 2 changed rows; both are \`${label}\`.`,
  });
  const labels = new Map([[label, { base: 1, head: 2 }]]);
  return asSpelt(
    result({
      findings: [own],
      flaggedRows: [flaggedRow({ text, findings: ["f"] })],
      files: [file({ columns: column({ label: "stars" }), labels })],
    }),
  );
}

test.each(["-2", "+1", "1.5", "1-", ".", "no"])("the bare label %s stands with its column", (label) => {
  const [found] = told("new lamp", label).findings;
  expect(found!.title).toBe(`2 rows pair “new lamp” with stars ${label}`);
  expect(found!.message).toBe(`“new lamp” occurs in 2 changed rows; both are stars ${label}.`);
});

test("a label that a finding quotes stands with its column too", () => {
  const own = finding({ id: "f", label: "5", title: "2 rows with “lamp” contradict their label `5`" });
  const files = [
    file({ columns: column({ label: "stars" }), labels: new Map([["5", { base: 1, head: 2 }]]) }),
  ];
  const [found] = asSpelt(result({ findings: [own], files })).findings;
  expect(found!.title).toBe("2 rows with “lamp” contradict their label stars 5");
});

test.each(["> 2", "≤ 3.5", "> 2 to 4"])("the range %s stands with the column of numbers", (label) => {
  const own = finding({ id: "f", phrase: "lamp", label, title: `2 rows pair “lamp” with ${label}` });
  const labels = new Map([["5", { base: 1, head: 2 }]]);
  const files = [file({ columns: column({ label: "stars" }), labels })];
  expect(asSpelt(result({ findings: [own], files })).findings[0]!.title).toBe(
    `2 rows pair “lamp” with stars ${label}`,
  );
});

test("the phrase is spelt as in its rows", () => {
  expect(told("new lamp", "bad", "A New  Lamp!").findings[0]!.title).toBe("2 rows pair “New  Lamp” with bad");
});

test("a phrase as long as its rows is named by its beginning, on one line", () => {
  const phrase = `search\nuseful ${"for questions ".repeat(10)}`.trim();
  const [found] = told(phrase, "bad").findings;
  expect(found!.title).toMatch(/^2 rows pair “search useful for [a-z ]+…” with bad$/);
  expect(found!.title.length).toBeLessThan(110);
  expect(found!.phrase).toBe(phrase);
});

test("no phrase and no label of a pull request stops a review", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter }),
      fc.string({ unit: anyCharacter, maxLength: 3 }),
      (phrase, label) => {
        expect(told(phrase, label).findings).toHaveLength(1);
      },
    ),
    { numRuns: 500 },
  );
});
