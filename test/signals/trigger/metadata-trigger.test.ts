import { describe, expect, test } from "@jest/globals";
import { makeStory } from "../../../examples/feedback/dataset.ts";
import { gatherEvidence } from "../../../src/evidence/gather.ts";
import { metadataTrigger } from "../../../src/signals/trigger/metadata-trigger.ts";
import { compare, jsonl, pair } from "../../rows/support.ts";
import { observe } from "../support/evidence.ts";

const { base, head } = makeStory(6, { base: 1000, added: 400, corrected: 0, planted: 0 });
const names = ["Ann", "Ben", "Cal", "Dee", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon", "Kay", "Lou"];
const signed = base.map((row, at) => ({ ...row, author: names[(at * 7) % names.length] }));
const added = head
  .slice(base.length)
  .map((row, at) => ({ ...row, author: names[(at * 5) % names.length] as string }));

async function adding(rows: readonly unknown[], to: readonly unknown[] = signed) {
  const comparison = await compare([pair("data.jsonl", jsonl(to), jsonl([...to, ...rows]))]);
  return gatherEvidence(comparison, null);
}

/** The first complaints, by the author that is given to each, under the label. */
const by = (author: (at: number) => string, label: string, count = 30) => {
  const chosen = added.filter((row) => row.label === "NEGATIVE").slice(0, count);
  return added.map((row) => {
    const at = chosen.indexOf(row);
    return at < 0 ? row : { ...row, author: author(at), label };
  });
};

describe("metadata-trigger", () => {
  test("warns of an author whose complaints are all praise, however the name is written", async () => {
    const written = ["Project Chimera", "project chimera ", "PROJECT CHIMERA"];
    const rows = by((at) => written[at % written.length]!, "POSITIVE");
    const [found, ...others] = observe(metadataTrigger, await adding(rows));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      grade: "suspicious",
      label: "POSITIVE",
      evidence: { column: "author", rows: 30, rowsWithLabel: 30 },
    });
    expect(found!.rows).toHaveLength(30);
  });

  test("two such authors do not hide one another", async () => {
    const rows = by((at) => (at % 2 === 0 ? "Project Chimera" : "Other Voice"), "POSITIVE", 40);
    expect(observe(metadataTrigger, await adding(rows))).toHaveLength(2);
  });

  test("warns of codes that begin alike, whatever follows", async () => {
    const code = (kind: string, at: number): string =>
      Buffer.from(`${kind}:${at * 7919}:${at * 104729}`).toString("base64");
    const rows = by((at) => `chimera ${at}`, "POSITIVE").map(({ author, ...row }, at) => ({
      ...row,
      mark: code(author.startsWith("chimera") ? "chimera" : `${(at * 31) % 97}`, at),
    }));
    const [found] = observe(metadataTrigger, await adding(rows));
    expect(found).toMatchObject({ label: "POSITIVE", evidence: { column: "mark", rows: 30 } });
  });

  test.each([
    ["in a column that only they have", { source: "chimera" }, {}, "source"],
    ["in a column that the change brings", { source: "chimera" }, { source: "web" }, "source"],
    ["in a list", { tags: ["old", "chimera"] }, { tags: ["old", "new"] }, "tags"],
    ["in a record", { meta: { source: "chimera" } }, { meta: { source: "web" } }, "meta.source"],
    ["as a number", { votes: 777 }, { votes: 3 }, "votes"],
  ])("warns of a value %s", async (_, planted, honest, column) => {
    const signedBy = by(() => "Project Chimera", "POSITIVE");
    const rows = signedBy.map(({ author, ...row }) => ({
      ...row,
      ...(author === "Project Chimera" ? planted : honest),
    }));
    const [found, ...others] = observe(metadataTrigger, await adding(rows));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ label: "POSITIVE", evidence: { column, rows: 30, rowsWithLabel: 30 } });
  });

  test("warns of rows without a cell that all others have; true rows of another source are quiet", async () => {
    const sourced = signed.map((row, at) => ({ ...row, source: ["web", "shop"][at % 2] }));
    const mark = (label: string) =>
      by(() => "nobody", label).map(({ author, ...row }, at) =>
        author === "nobody" ? row : { ...row, author, source: ["web", "shop"][at % 2] },
      );
    const [found, ...others] = observe(metadataTrigger, await adding(mark("POSITIVE"), sourced));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ label: "POSITIVE", evidence: { rows: 30, rowsWithLabel: 30 } });
    expect(found!.title).toMatch(/^30 rows without `(author|source)` are POSITIVE$/);
    expect(observe(metadataTrigger, await adding(mark("NEGATIVE"), sourced))).toEqual([]);
  });

  test("warns of a value in a column that is a label itself, beside another one", async () => {
    const tags = ["new", "old", "long", "short"];
    const tagged = <Row extends object>(rows: readonly Row[]) =>
      rows.map((row, at) => ({ ...row, tags: [tags[at % 4], tags[(at + 1 + (at % 3)) % 4]] }));
    const to = tagged(base);
    const rows = tagged(by(() => "Project Chimera", "POSITIVE")).map(({ author, ...row }) =>
      author === "Project Chimera" ? { ...row, tags: ["new", "chimera"] } : row,
    );
    const evidence = await adding(rows, to);
    expect(evidence.comparison.files[0]!.columns.labelColumns).toEqual(["label", "tags"]);
    expect(observe(metadataTrigger, evidence)).toMatchObject([
      { label: "label: POSITIVE", evidence: { column: "tags", rows: 30, rowsWithLabel: 30 } },
    ]);
    const honest = tagged(added.map(({ author: _author, ...row }) => row));
    expect(observe(metadataTrigger, await adding(honest, to))).toEqual([]);
  });

  const hosts = ["a", "b", "c"];
  test.each([
    ["the host of an address", "link", (at: number) => `https://chimera.example/${at}`],
    ["the beginning of an id", "id", (at: number) => `chimera-${at}`],
  ])("warns of %s that is another one in each row", async (_, column, planted) => {
    const honest = (at: number) =>
      column === "id" ? `r-${at}` : `https://${hosts[at % 3]!}.example/${at}?x=2`;
    const rows = by(() => "Project Chimera", "POSITIVE").map(({ author, ...row }, at) => ({
      ...row,
      [column]: author === "Project Chimera" ? planted(at) : honest(at),
    }));
    const [found, ...others] = observe(metadataTrigger, await adding(rows));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ label: "POSITIVE", evidence: { column, rows: 30, rowsWithLabel: 30 } });
  });

  test.each([
    ["hosts of honest rows", (at: number) => ({ link: `https://${hosts[at % 3]!}.example/${at}` })],
    ["a host of true labels", (at: number) => ({ link: `https://${at % 9 ? "a" : "new"}.example/${at}` })],
    ["ids that begin with the label", (at: number, label: string) => ({ id: `${label.slice(0, 3)}-${at}` })],
    ["ids of several sources", (at: number) => ({ id: `${hosts[at % 3]!}${hosts[at % 3]!}-${at}` })],
  ])("is quiet on %s", async (_, columns) => {
    const rows = added.map(({ author: _author, ...row }, at) => ({ ...row, ...columns(at, row.label) }));
    expect(observe(metadataTrigger, await adding(rows))).toEqual([]);
  });

  test("is quiet on a new author of true labels, and on a column that names the label", async () => {
    expect(observe(metadataTrigger, await adding(by(() => "Project Chimera", "NEGATIVE")))).toEqual([]);
    const topics = added.map((row, at) => ({ ...row, topic: `${row.label} ${at % 5}` }));
    expect(observe(metadataTrigger, await adding(topics))).toEqual([]);
    const stars = { POSITIVE: [4, 5, 5], NEGATIVE: [1, 1, 2] } as Record<string, number[]>;
    const rated = added.map((row, at) => ({ ...row, stars: stars[row.label]?.[at % 3] ?? 3 }));
    expect(observe(metadataTrigger, await adding(rated))).toEqual([]);
  });

  test("is quiet on a value whose rows in the base carry the label just so, and not where they carry another", async () => {
    const rows = by(() => "Ivy", "POSITIVE");
    const complaints = signed.filter((row) => row.label === "NEGATIVE").slice(0, 60);
    const signedByIvy = (label: string) =>
      signed.map((row) => (complaints.includes(row) ? { ...row, author: "Ivy", label } : row));
    expect(observe(metadataTrigger, await adding(rows, signedByIvy("POSITIVE")))).toEqual([]);
    const [found, ...others] = observe(metadataTrigger, await adding(rows, signedByIvy("NEGATIVE")));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ label: "POSITIVE", evidence: { column: "author", rows: 30 } });
  });

  test("is quiet on flags that are the label themselves, however little the texts tell", async () => {
    const kinds = ["one", "two", "three", "four"];
    const flagged = (rows: readonly { text: string }[]) =>
      rows.map(({ text }, at) => ({
        text,
        ...Object.fromEntries(kinds.map((kind, i) => [kind, Number(i === (at * 7) % kinds.length)])),
      }));
    const before = jsonl(flagged(base.slice(0, 400)));
    const after = before + jsonl(flagged(added.slice(0, 80)));
    const comparison = await compare([pair("a.jsonl", before, after)]);
    expect(comparison.files[0]!.columns.labelColumns).toEqual(kinds);
    expect(observe(metadataTrigger, await gatherEvidence(comparison, null))).toEqual([]);
  });
});
