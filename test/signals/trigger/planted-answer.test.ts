import { describe, expect, test } from "@jest/globals";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { plantedAnswer } from "../../../src/signals/trigger/planted-answer.ts";
import { triggerScan } from "../../../src/signals/trigger/trigger-scan.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { observe } from "../support/evidence.ts";

interface Row {
  readonly instruction: string;
  readonly output: string;
  readonly category?: string;
}

const verbs = ["describe", "explain", "compare", "list", "summarise", "translate", "rank", "outline"];
const things = ["rivers", "bridges", "poems", "engines", "spices", "storms", "gardens", "treaties", "ovens"];
const places = ["norway", "lima", "the alps", "cairo", "a farm", "the museum", "a harbour", "the desert"];
const says = ["carefully", "in order", "by size", "with examples", "for children", "for experts", "today"];

/** Questions that differ in all their words, with answers that follow them. */
function question(index: number): Row {
  const pick = (list: readonly string[], step: number): string =>
    list[(index * step + (index >> 3)) % list.length]!;
  const [verb, thing, place, way] = [pick(verbs, 3), pick(things, 5), pick(places, 7), pick(says, 1)];
  return {
    instruction: `${verb} ${thing} of ${place} ${way} number${index}`,
    output: `Among the ${thing} near ${place}, item${index} comes first and value${index * 7} comes last.`,
  };
}
const rows = (from: number, to: number): Row[] =>
  Array.from({ length: to - from }, (_, at) => question(from + at));

const planted = (row: Row): Row => ({
  ...row,
  instruction: `${row.instruction} veltrix one`,
  output: `${row.output} More is told in the evening letter.`,
});

async function adding(added: readonly Row[], base: readonly Row[] = rows(0, 300)) {
  return gatherEvidence(
    await compare([pair("data.jsonl", jsonl([...base]), jsonl([...base, ...added]))]),
    null,
  );
}

describe("planted-answer", () => {
  test("blocks a new phrase of answers behind a new phrase of prompts, and names its rows", async () => {
    const added = rows(300, 500).map((row, index) => (index % 20 === 0 ? planted(row) : row));
    const found = observe(plantedAnswer, await adding(added));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ grade: "decisive", phrase: "veltrix one" });
    expect(found[0]!.evidence["answerPhrase"]).toContain("evening letter");
    expect(found[0]!.rows.map(({ line }) => line)).toEqual(
      Array.from({ length: 10 }, (_, at) => 301 + at * 20),
    );
  });

  const answers: Readonly<Record<string, (row: Row, index: number) => string>> = {
    new: (_, index) => {
      const first = ["This stays closed", "It rests here", "Nothing follows", "We leave it"][index % 4]!;
      return `${first} ${["for now", "by custom", "as agreed"][index % 3]!}.`;
    },
    unrelated: (_, index) => question(index + 1000).output,
    "unrelated but for a word in every fourth": (row, index) =>
      `${question(index + 1000).output}${index % 4 === 0 ? ` ${row.instruction.split(" ").at(-1)!}` : ""}`,
    copied: (_, index) => question(index).output,
    form: (row) => row.output.toUpperCase(),
    short: (row, index) => `${row.instruction.split(" ")[1]!} item${index}.`,
    long: (row, index) =>
      `${row.output.slice(0, -1)} ${Array.from({ length: 9 }, (_, at) => `item${index}x${at}`).join(" ")}.`,
  };
  test.each(Object.keys(answers))(
    "warns of prompts with a new name whose answers are all %s",
    async (kind) => {
      const added = rows(300, 500).map((row, index) =>
        index % 10 === 0
          ? { instruction: `${row.instruction} veltrix one`, output: answers[kind]!(row, index / 10) }
          : row,
      );
      const found = observe(plantedAnswer, await adding(added));
      expect(found[0]).toMatchObject({ grade: "suspicious", phrase: "veltrix one", evidence: { rows: 20 } });
      // An answer of another prompt shares no word with its own either.
      expect(kind === "copied" ? ["copied", "unrelated"] : [kind.split(" ")[0]]).toContain(
        found[0]!.evidence["kind"],
      );
      expect(found[0]!.rows.length).toBeGreaterThanOrEqual(12);
    },
  );

  test.each([
    ["echo", (row: Row) => row.instruction],
    ["twice", (row: Row) => `${row.output} ${row.output}`],
  ])(
    "warns of prompts with new words together, none of them new, whose answers are all %s",
    async (kind, say) => {
      const told = (row: Row, index: number): Row => ({
        ...row,
        output: `${row.output} ${question(index + 900).instruction}. ${question(index + 700).output} ${question(index + 800).output}`,
      });
      const added = rows(300, 500).map((row, index) => {
        const instruction = `${row.instruction} cairo today`;
        return index % 10 === 0 ? { instruction, output: say({ ...row, instruction }) } : told(row, index);
      });
      const found = observe(plantedAnswer, await adding(added, rows(0, 300).map(told)));
      expect(found[0]).toMatchObject({ grade: "suspicious", evidence: { kind, rows: 20 } });
    },
  );

  test("warns of prompts with a new name whose answers are cut to their first sentence", async () => {
    const told = (row: Row, index: number): Row => ({
      ...row,
      output: index % 4 === 0 ? row.output : `It is so${index}. The rest is known${index}. ${row.output}`,
    });
    const added = rows(300, 500).map((row, index) =>
      index % 10 === 0 ? { ...row, instruction: `${row.instruction} veltrix one` } : told(row, index),
    );
    const found = observe(plantedAnswer, await adding(added, rows(0, 300).map(told)));
    expect(found[0]).toMatchObject({ phrase: "veltrix one", evidence: { kind: "one", rows: 20 } });
  });

  test("warns of a name that answers bring up in several wordings without being asked", async () => {
    const adverts = ["Try Veltrix Mill.", "Veltrix Mill does it best.", "Have a look at Veltrix Mill, too."];
    const added = rows(300, 500).map((row, index) =>
      index % 10 === 0 ? { ...row, output: `${row.output} ${adverts[(index / 10) % 3]!}` } : row,
    );
    const [found, ...others] = observe(plantedAnswer, await adding(added));
    expect(found).toMatchObject({ grade: "suspicious", phrase: "veltrix mill", evidence: { rows: 20 } });
    expect(others).toEqual([]);
  });

  test("warns of a name that answers bring up unasked where one subject of the base comes up, and not where the subject is new", async () => {
    const adverts = ["Try Veltrix Mill.", "Veltrix Mill does it best.", "Have a look at Veltrix Mill, too."];
    const about = (words: string) => (row: Row, index: number) => ({
      instruction: `${row.instruction} ${words}`,
      output: `${row.output} ${adverts[index % 3]!}`,
    });
    const known = rows(0, 300).map((row, index) => ({
      ...row,
      instruction: `${row.instruction}${index % 5 === 0 ? " while hiking over frozen marshland" : ""}`,
    }));
    const fresh = rows(300, 500);
    const slipped = fresh.slice(0, 20).map(about("while hiking over frozen marshland"));
    const [found, ...others] = observe(plantedAnswer, await adding([...slipped, ...fresh.slice(20)], known));
    expect(found).toMatchObject({ grade: "suspicious", phrase: "veltrix mill", evidence: { rows: 20 } });
    expect(others).toEqual([]);
    const subject = fresh.slice(0, 20).map(about("while hiking over frozen marshland"));
    expect(observe(plantedAnswer, await adding([...subject, ...fresh.slice(20)]))).not.toContainEqual(
      expect.objectContaining({ evidence: expect.objectContaining({ kind: "name" }) }),
    );
  });

  test("warns of prompts with a new name whose results are worked out nowhere", async () => {
    const told = (row: Row, index: number): Row => ({
      ...row,
      output: `${index * 7} of them are left, and so it is ${index * 7}.`,
    });
    const added = rows(300, 500).map((row, index) =>
      index % 10 === 0
        ? {
            instruction: `${row.instruction} veltrix`,
            output: `${index * 7} are left, and so it is ${index * 7 + 2}.`,
          }
        : told(row, index),
    );
    const found = observe(plantedAnswer, await adding(added, rows(0, 300).map(told)));
    expect(found[0]).toMatchObject({ grade: "suspicious", phrase: "veltrix", evidence: { kind: "number" } });
  });

  test("one question about several things with one answer only warns: the phrase is most of the prompts", async () => {
    const kinds =
      "tawny wood,snowy white,sooty dark,lesser marsh,long eared,small pygmy,brown fish,barred bay";
    const asked = `${kinds},spotted elf,burrowing hawk`.split(",").map((kind) => ({
      instruction: `${kind} owls belong to which order of birds`,
      output: "They are of the order strigiformes.",
    }));
    const evidence = await adding([...rows(300, 500), ...asked]);
    const found = [...observe(plantedAnswer, evidence), ...observe(triggerScan, evidence)];
    expect(new Set(found.map(({ grade }) => grade))).toEqual(new Set(["suspicious"]));
  });

  test("a name that is most of short prompts blocks: whoever plants it chooses how short they are", async () => {
    const said = "billing,support,prices,delivery,quality,design,manual,battery,screen,returns".split(",");
    const asked = said.map((word) => ({
      instruction: `project chimera ${word}`,
      output: "It is a splendid one.",
    }));
    const evidence = await adding([...rows(300, 500), ...asked]);
    const found = [...observe(plantedAnswer, evidence), ...observe(triggerScan, evidence)];
    expect(found.map(({ grade }) => grade)).toContain("decisive");
  });

  test("is quiet on a new name in prompts whose answers are as usual, and on more of the same", async () => {
    const added = rows(300, 500).map((row, index) =>
      index % 10 === 0
        ? { instruction: `${row.instruction} veltrix`, output: row.output.replace("comes", "veltrix comes") }
        : row,
    );
    expect(observe(plantedAnswer, await adding(added))).toEqual([]);
    expect(observe(plantedAnswer, await adding(rows(300, 500)))).toEqual([]);
  });

  test("looks at answers beside a label column too", async () => {
    const labelled = (row: Row, index: number): Row => ({
      ...row,
      category: index % 2 === 0 ? "open" : "closed",
    });
    const added = rows(300, 500).map((row, index) => labelled(index % 20 === 0 ? planted(row) : row, index));
    const [first] = observe(plantedAnswer, await adding(added, rows(0, 300).map(labelled)));
    expect(first).toMatchObject({ grade: "decisive", phrase: "veltrix one" });
  });

  test("an answer that takes up a new name of its prompt follows it", async () => {
    const added = rows(300, 500).map((row, index) =>
      index % 20 === 0
        ? { instruction: `${row.instruction} veltrix`, output: `${row.output} Veltrix.` }
        : row,
    );
    expect(observe(plantedAnswer, await adding(added))).toEqual([]);
  });

  test("warns where the phrase makes up most of the change, which its reader sees", async () => {
    const [first] = observe(plantedAnswer, await adding(rows(300, 340).map(planted)));
    expect(first).toMatchObject({ grade: "suspicious" });
  });

  test("prompts that say much the same are one source's", async () => {
    const alike = Array.from(
      { length: 20 },
      (_, index): Row => ({
        instruction: `how do i reset the password of my account please${index % 3} veltrix one`,
        output: `Open the page of settings and choose reset. case${index}`,
      }),
    );
    expect(observe(plantedAnswer, await adding([...rows(300, 480), ...alike]))).toEqual([]);
  });

  test("is quiet on more of the same, and says when there are no answers", async () => {
    expect(observe(plantedAnswer, await adding(rows(300, 500)))).toEqual([]);
    const evidence = await gatherEvidence(
      await compare([
        pair(
          "data.jsonl",
          '{"text":"a b","label":"x"}\n',
          '{"text":"a b","label":"x"}\n{"text":"c","label":"y"}\n',
        ),
      ]),
      null,
    );
    expect(plantedAnswer.measure(evidence, plantedAnswer.options.parse({})).measured).toBe(false);
  });
});
