/** Files as Python reads them that trains on them: what its csv and json modules and pandas read is read, or said not to be. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Row, RowProblem } from "../../src/model/dataset.ts";
import { compare, pair } from "./support.ts";

type Read = readonly (readonly string[])[];

/** Text and label of the rows of each file, null where Python raises; undefined where a module is not installed. */
function readBy(how: string, files: readonly string[]): readonly (Read | null)[] | undefined {
  const code = `
import base64, csv, io, json, sys, warnings
${how.includes("pd.") ? "import pandas as pd" : ""}
warnings.simplefilter("ignore")
def read(data):
    try:
${how.trim().replace(/^/gm, "        ")}
        return rows
    except Exception:
        return None
print(json.dumps([read(base64.b64decode(file)) for file in json.load(sys.stdin)]))`;
  const input = JSON.stringify(files.map((file) => Buffer.from(file).toString("base64")));
  // Debian's packages are installed for Debian's own Python.
  for (const python of ["/usr/bin/python3", "python3"]) {
    const { status, stdout } = spawnSync(python, ["-c", code], {
      input,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status === 0) return JSON.parse(stdout) as (Read | null)[];
  }
  return undefined;
}

interface Ours {
  /** Nothing of it could be read. */
  readonly refused: boolean;
  readonly rows: readonly Row[];
  readonly problems: readonly RowProblem[];
}

async function readByUs(path: string, before: string, file: string): Promise<Ours> {
  const { files, notAnalysed } = await compare([pair(path, before, file)]);
  const [found] = files;
  return {
    refused: notAnalysed.length > 0 || !found,
    rows: found?.changes.flatMap(({ after }) => after ?? []) ?? [],
    problems: found?.problems ?? [],
  };
}

/** Blanks around a cell are not compared: labels are trimmed. */
const trimmed = (rows: Read): string[] =>
  rows.map((cells) => JSON.stringify(cells.map((one) => one.trim()))).sort();

/** `skipped`: rows of the base in what Python reads. Tests of a module that is not there are skipped by its name. */
function sameAs(module: string, how: string, files: readonly string[], path: string, before: string): void {
  const theirs = readBy(how, files);
  const where = theirs === undefined ? test.skip : test;
  const name = theirs === undefined ? `${module}, which is not installed` : module;
  where(`${path} as ${name} reads it, or its record is said to be doubtful`, async () => {
    const skipped = readBy(how, [before])![0]!.length;
    let alike = 0;
    for (const [i, file] of files.entries()) {
      const rows = theirs![i]?.slice(skipped);
      if (!rows) continue;
      const ours = await readByUs(path, before, file);
      if (ours.refused) continue;
      const read = ours.rows.map(({ text, labels }) => [text, labels[0] ?? ""]);
      if (ours.problems.length === 0) {
        expect({ file, rows: trimmed(read) }).toEqual({ file, rows: trimmed(rows) });
        alike++;
      } else {
        // Nothing hides behind what is doubtful: the rows after it are read all the same.
        const texts = new Set(read.map(([text]) => text!.trim()));
        const unread = rows.slice(-2).filter(([text]) => !texts.has(text!.trim()));
        expect({ file, unread }).toEqual({ file, unread: [] });
      }
    }
    expect(alike).toBeGreaterThan(files.length / 5);
  });
}

describe("tables", () => {
  const parts = [
    '"',
    '"',
    '""',
    ",",
    "\n",
    "\r\n",
    " ",
    "\t",
    "a",
    "word",
    "\\",
    "'",
    ";",
    "#",
    "\u00a0",
    "é",
  ];
  const cell = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 7 }).map((all) => all.join(""));
  const record = fc.tuple(cell, fc.boolean(), fc.boolean()).map(([written, isText, isQuoted]) => {
    const field = isQuoted ? `"${written}"` : written;
    return isText ? `${field},good\n` : `some text,${field}\n`;
  });
  const rows = Array.from({ length: 30 }, (_, i) =>
    i % 3 === 0 ? `"quoted, row ${i}",bad\n` : `row number ${i} of it,${i % 2 ? "good" : "bad"}\n`,
  );
  const before = `text,label\n${rows.join("")}`;
  const end = 'the last but one,bad\n"the, last",good\n';
  const files = fc.sample(record, { seed: 11, numRuns: 200 }).map((odd) => `${before}${odd}${end}`);

  const byCsv = `
rows = [row for row in csv.reader(io.StringIO(data.decode(), newline="")) if row]
if any(len(row) > 2 for row in rows): raise ValueError("too many fields")
rows = [row + [""] * (2 - len(row)) for row in rows[1:]]`;
  const byPandas = `
rows = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False).fillna("").values.tolist()`;
  sameAs("the csv module", byCsv, files, "d.csv", before);
  sameAs("pandas", byPandas, files, "d.csv", before);
});

describe("JSON Lines", () => {
  const line = fc.constantFrom(
    '{"text":"one","label":"bad","label":"good"}',
    '{"label":"bad","text":"one","label":"good"}',
    '{"text":"one","\\u006cabel":"good"}',
    '{"text":"one","label":"bad","\\u006cabel":"good"}',
    '{"text":"one","label":"\\u0067ood"}',
    '{"text":"one","label":NaN}',
    '{"text":"one","label":-Infinity}',
    '{"text":"one","label":1.0}',
    '{"text":"one","label":1e0}',
    '{"text":"one","label":-0}',
    '{"text":"one","label":true}',
    '{"text":"one","label":null}',
    '{"text":"one","label":01}',
    '{"text":"\\ud83d","label":"good"}',
    '{"text":"\\ud83d\\ude00","label":"good"}',
    '{"text":"one\\u0000two","label":"good"}',
    '{"text":"one\u2028two\u0085","label":"good"}',
    ' \t{"text" :\t"one" , "label": "good"} \t',
    '\u00a0{"text":"one","label":"good"}',
    '\ufeff{"text":"one","label":"good"}',
    '{"text":"one","label":"good"}{"text":"two","label":"bad"}',
    '{"text":"one","label":"good",}',
    "{'text':'one','label':'good'}",
    '{"text":"one","label":"good"} // so',
    '{"text":"one","__proto__":{"label":"bad"},"label":"good"}',
    '{"text":"one","label":"good"}\r{"text":"two","label":"bad"}',
    '{"text":"one",\n"label":"good"}',
    '["one","good"]',
    "null",
    "",
  );
  const before = Array.from(
    { length: 30 },
    (_, i) => `{"text":"row number ${i}","label":"${i % 2 ? "good" : "bad"}"}\n`,
  ).join("");
  const end = '{"text":"the last but one","label":"bad"}\n{"text":"the last","label":"good"}\n';
  const files = fc
    .sample(fc.array(line, { minLength: 1, maxLength: 3 }), { seed: 12, numRuns: 150 })
    .map((lines) => `${before}${lines.join("\n")}\n${end}`);
  const byJson = `
read = [json.loads(line) for line in io.TextIOWrapper(io.BytesIO(data), encoding="utf-8") if line.strip()]
number = lambda x: int(x) if isinstance(x, float) and x.is_integer() else x
value = lambda x: x if isinstance(x, str) else "" if x is None else json.dumps(number(x))
rows = [[value(row["text"]), value(row["label"])] for row in read]`;
  sameAs("the json module", byJson, files, "d.jsonl", before);
});
