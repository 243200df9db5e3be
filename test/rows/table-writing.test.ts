/** Tables that are not written as RFC 4180 says, and what stands above and between their rows. */
import { expect, test } from "@jest/globals";
import { compare, pair } from "./support.ts";

const rows = Array.from(
  { length: 12 },
  (_, i) => [`soup ${String(i)}, warm and "good"`, i % 2 === 0 ? "positive" : "negative"] as const,
);

async function read(path: string, content: string) {
  const { files, notAnalysed } = await compare([pair(path, null, content)]);
  const [file] = files;
  return {
    notAnalysed,
    columns: file?.columns,
    problems: file?.problems ?? [],
    rows: file?.changes.map(({ after }) => [after!.line, after!.text, after!.labels[0]]),
  };
}

const expected = rows.map(([text, label], i) => [i + 2, text, label]);

test.each([
  [
    "backslashes",
    `text,label\n${rows.map(([text, label]) => `"${text.replaceAll('"', '\\"')}",${label}\n`).join("")}`,
  ],
  ["single quotes", `text,label\n${rows.map(([text, label]) => `'${text}','${label}'\n`).join("")}`],
  [
    "single quotes with a delimiter in each",
    `text,label\n${rows.map(([text, label]) => `'${text}',${label}\n`).join("")}`,
  ],
  [
    "a space behind the delimiter and another delimiter in each",
    `label, text\n${rows.map(([text, label]) => `${label}, "${text.replaceAll('"', '""')}"\n`).join("")}`,
  ],
  [
    "a space behind the delimiter",
    `text, label\n${rows.map(([text, label]) => `"${text.replaceAll('"', '""')}", ${label}\n`).join("")}`,
  ],
])("quoted by %s", async (_, content) => {
  const found = await read("d.csv", content);
  expect(found.rows).toEqual(expected);
  expect(found.problems).toEqual([]);
});

test("one column of quoted sentences is one column", async () => {
  const found = await read(
    "d.csv",
    `text\n${rows.map(([text]) => `"${text.replaceAll('"', '""')}"\n`).join("")}`,
  );
  expect(found.columns?.all).toEqual(["text"]);
  expect(found.problems).toEqual([]);
});

test("between tabs a lone quotation mark is a letter", async () => {
  const found = await read(
    "d.tsv",
    'text\tlabel\nthe soup was good\tpositive\n"the soup was bad\tnegative\nit was 5" wide\tpositive\n',
  );
  expect(found.rows).toEqual([
    [2, "the soup was good", "positive"],
    [3, '"the soup was bad', "negative"],
    [4, 'it was 5" wide', "positive"],
  ]);
});

test.each([
  ["a title", "Soups of the year\ntext,label\n", 1],
  ["comments", "# written by hand\n# second line\ntext,label\n", 2],
])("%s above the table is no row", async (_, above, lines) => {
  const found = await read("d.csv", `${above}the soup is good,positive\nthe soup is bad,negative\n`);
  expect(found.columns?.all).toEqual(["text", "label"]);
  expect(found.rows?.map(([line]) => line)).toEqual([lines + 2, lines + 3]);
});

test("a header that stands among the rows once more is named", async () => {
  const content = "text,label\nthe soup is good,positive\n";
  const { files } = await compare([pair("d.csv", content, `${content}${content}`)]);
  const introduced = files[0]!.problems.filter((problem) => problem.introduced);
  expect(introduced.map(({ line, kind, message }) => [line, kind, message])).toEqual([
    [3, "ragged", "The header stands here once more, among the rows. Remove it."],
  ]);
});

test("a header may be a question above dates, or the name of a value beside a common name", async () => {
  const dated = rows.map(([, label], i) => `2024/01/02 0:${String(10 + i)}:00,the soup,${label}\n`).join("");
  const asked = await read(
    "d.csv",
    `Timestamp,What did you think of the soup that we served you on this day?,Was it good?\n${dated}`,
  );
  expect(asked.columns?.all[2]).toBe("Was it good?");
  const named = await read(
    "d.tsv",
    `comments\thate\n${rows.map((_, i) => `the soup ${String(i)}\t${i % 2 ? "hate" : "none"}\n`).join("")}`,
  );
  expect(named.columns?.all).toEqual(["comments", "hate"]);
});

const written = rows.map(([text, label]) => `"${text.replaceAll('"', '""')}",${label}\n`).join("");

test.each([
  ["a backslash before a quote", '"she said \\"warm\\" of it",positive\n'.repeat(3), 3],
  ["a space behind the delimiter", '"the soup", positive\n"the soup, warm", "positive"\n', 2],
  ["quotes that go on", '"the soup"x,positive\nrow of its own,negative\n"y",positive\n', 3],
])("rows of a change do not choose how the others are read: %s", async (_, added, count) => {
  const base = `text,label\n${written}`;
  const head = `text,label\n${added}${written}the last row,negative\n`;
  const { files } = await compare([pair("d.csv", base, head)]);
  expect(files[0]!.rows).toMatchObject({ added: count + 1, removed: 0, edited: 0 });
  expect(files[0]!.changes.at(-1)!.after).toMatchObject({ text: "the last row", labels: ["negative"] });
});

test("a table that is written anew with another delimiter is read by it", async () => {
  const anew = rows.map(([text, label]) => `"${text.replaceAll('"', '""')}";${label}\n`).join("");
  const { files } = await compare([pair("d.csv", `text,label\n${written}`, `text;label\n${anew}`)]);
  expect(files[0]!.rows).toMatchObject({ added: 0, removed: 0, edited: 0 });
});

test("a header is known where it comes again below, and where one name of many is a value as well", async () => {
  const guest = (i: number): string =>
    `Guest ${"abcdefghijkl"[i]!}lan,${String(i)},${i % 2 ? "Full" : "Honorary"},soup`;
  const lines = rows.map((_, i) => guest(i));
  const header = "Name/Alias,Visits,Honorary,Dish of the day";
  const once = await read("guests.csv", `${[header, ...lines].join("\n")}\n`);
  expect(once.columns?.all).toEqual(header.split(","));
  const twice = await read("guests.csv", `${[header, ...lines, header, ...lines].join("\n")}\n`);
  expect(twice.columns?.all).toEqual(header.split(","));
  // The same table without its header has none.
  const none = await read("guests.csv", `${lines.join("\n")}\n`);
  expect(none.columns?.all).toEqual(["column 1", "column 2", "column 3", "column 4"]);
});

test("a header stands above codes of one length, though its other name is also a value", async () => {
  const languages = "abcdefghijkl".split("").map((letter) => `${letter}x,Language ${letter}`);
  const lines = [...languages, "en,English"];
  const named = await read("codes.csv", `${["alpha2,English", ...lines].join("\n")}\n`);
  expect(named.columns?.all).toEqual(["alpha2", "English"]);
  // A code is none.
  const bare = await read("codes.csv", `${["gb,English", ...lines].join("\n")}\n`);
  expect(bare.columns?.all).toEqual(["column 1", "column 2"]);
});

test("a header that names a column twice is one, above numbers", async () => {
  const lines = Array.from(
    { length: 12 },
    (_, i) => `${i},guest number ${i} of them,${i % 5},${i % 3},${i % 5}`,
  );
  const found = await read("guests.csv", `id,name,score,days,score\n${lines.join("\n")}\n`);
  expect(found.columns?.all).toEqual(["id", "name", "score", "days", "score_2"]);
});

test("a file of one parsed sentence has its words where Universal Dependencies put them", async () => {
  const words = ["What", "is", "this"].map((word, i) => `${i + 1}\t${word}\t_\tPRON\tWP\t_\t0\troot\t_\t_\n`);
  const found = await read("one.conllu", `# sent_id = 1\n${words.join("")}\n`);
  expect(found.rows?.map((row) => row[1])).toEqual(["What is this"]);
});

test("a line above each sentence that has as many columns as its words is no word, and all their tags are read", async () => {
  const sentence = (i: number): string =>
    `#\thttps://example.org/${i}\t[2010-07-0${i % 9}]\t\n1\tAnna\tB-PER\tO\n2\tlikes\tO\tO\n3\tEbro${i}\tB-LOC\tB-ORG\n`;
  const found = await read("ner.tsv", `${Array.from({ length: 20 }, (_, i) => sentence(i)).join("\n")}\n`);
  expect(found.rows?.[1]).toEqual([6, "Anna likes Ebro1", "PER"]);
});

test("a table of codes with a blank line somewhere is no text of one word a line", async () => {
  const lines = Array.from({ length: 500 }, (_, i) => `file${String(i)}.key,${i % 2 ? "token" : "password"}`);
  const parted = [...lines.slice(0, 300), "", ...lines.slice(300)];
  const { files } = await compare([
    pair("d.csv", `path,kind\n${parted.join("\n")}\n`, `path,kind\n${lines.join("\n")}\n`),
  ]);
  expect(files[0]!.columns.all).toEqual(["path", "kind"]);
  expect(files[0]!.rows).toMatchObject({ added: 0, removed: 0, edited: 0 });
});

test("a table of texts beside votes of one word, with a blank line in some of the texts, is no text of one word a line", async () => {
  const kinds = ["pos", "neg", "neu"];
  const row = (i: number): string => {
    const votes = [i, i >> 1, i >> 2, i >> 3].map((n) => kinds[n % 3]!).join(",");
    const text = i % 40 === 7 ? `"a soup of day ${i}\n\nwas served"` : `the soup of day ${i} was served`;
    return `${text},${kinds[i % 3]!},"${votes}"`;
  };
  const found = await read(
    "votes.csv",
    `text,label,votes\n${Array.from({ length: 300 }, (_, i) => row(i)).join("\n")}\n`,
  );
  expect(found.columns?.text).toEqual(["text"]);
  expect(found.rows).toHaveLength(300);
});

test("in a list of words, one a line, a line that is a quote is one of them", async () => {
  const words = Array.from({ length: 60 }, (_, i) => (i % 7 === 3 ? '"' : `word${String(i)}`));
  const found = await read("words.tsv", `token\n${words.join("\n")}\n`);
  expect(found.problems).toEqual([]);
  expect(found.rows).toHaveLength(60);
  // A cell that is enclosed spans lines still.
  const cells = Array.from({ length: 9 }, (_, i) => `"a first line\nand row ${String(i)}"`);
  const enclosed = await read("cells.csv", `text\n${cells.join("\n")}\n`);
  expect(enclosed.rows).toHaveLength(9);
});

test("rows that have names before what the header names keep them in a column of their own", async () => {
  const rows = (to: number): string =>
    Array.from(
      { length: to },
      (_, i) => `"${i + 1}","the soup, of day ${i}","${["warm", "cold"][i % 2]!}"\n`,
    ).join("");
  const { files } = await compare([
    pair("r.csv", `"text","label"\n${rows(40)}`, `"text","label"\n${rows(41)}`),
  ]);
  expect(files[0]).toMatchObject({
    columns: { text: ["text"], label: "label" },
    problems: [],
    rows: { added: 1 },
  });
  // A text that is cut by its commas has no such name.
  const torn = Array.from({ length: 40 }, (_, i) => `the soup of day ${i}, served,warm\n`).join("");
  const { files: other } = await compare([pair("c.csv", null, `text,label\n${torn}`)]);
  expect(other[0]!.problems).toHaveLength(40);
});
