/** Tables as Python reads them that trains on them: what its csv module and pandas read is read, or said not to be. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compare, pair } from "./support.ts";

const parts = ['"', '"', '""', ",", "\n", "\r\n", " ", "\t", "a", "word", "\\", "'", ";", "#", "\u00a0", "é"];
const cell = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 7 }).map((all) => all.join(""));
const record = fc
  .tuple(cell, fc.constantFrom(`quoted text`, `quoted label`, "text", "label"))
  .map(([written, place]) => {
    const field = place.startsWith("quoted") ? `"${written}"` : written;
    return place.endsWith("text") ? `${field},good\n` : `some text,${field}\n`;
  });

const base = Array.from({ length: 30 }, (_, i) =>
  i % 3 === 0 ? `"quoted, row ${i}",bad\n` : `row number ${i} of it,${i % 2 ? "good" : "bad"}\n`,
).join("");
const before = `text,label\n${base}`;
const files = fc
  .sample(record, { seed: 11, numRuns: 400 })
  .map((odd) => `${before}${odd}the last but one,bad\n"the, last",good\n`);

type Read = readonly (readonly string[])[];

const byPython = {
  "the csv module": `
rows = [row for row in csv.reader(io.StringIO(data.decode(), newline="")) if row]
if any(len(row) > 2 for row in rows): raise ValueError("too many fields")
rows = [row + [""] * (2 - len(row)) for row in rows[1:]]`,
  pandas: `
rows = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False).fillna("").values.tolist()`,
};

/** Text and label of each row of each file, null where Python raises; undefined where the module is not installed. */
function readBy(how: string, imported: string): readonly (Read | null)[] | undefined {
  const code = `
import base64, csv, io, json, sys, warnings
${imported}
warnings.simplefilter("ignore")
def read(data):
    try:
${how.trim().replace(/^/gm, "        ")}
        return rows
    except Exception:
        return None
print(json.dumps([read(base64.b64decode(file)) for file in json.load(sys.stdin)]))`;
  const input = JSON.stringify(files.map((file) => Buffer.from(file).toString("base64")));
  // Debian's own Python is the one that its packages are installed for.
  for (const python of ["/usr/bin/python3", "python3"]) {
    const { status, stdout } = spawnSync(python, ["-c", code], { input, encoding: "utf8" });
    if (status === 0) return JSON.parse(stdout) as (Read | null)[];
  }
  return undefined;
}

/** Added rows as they were read, or null where a record is said to be doubtful. */
async function ours(file: string): Promise<Read | null> {
  const { files: found, notAnalysed } = await compare([pair("d.csv", before, file)]);
  if (notAnalysed.length > 0 || found[0]!.problems.length > 0) return null;
  return found[0]!.changes.map(({ after }) => [after!.text, after!.labels[0] ?? ""]);
}

/** Blanks around a cell are not compared: labels are trimmed. */
const trimmed = (rows: Read): string[] =>
  rows.map((cells) => JSON.stringify(cells.map((one) => one.trim()))).sort();

describe.each(Object.entries(byPython))("tables as %s reads them", (module, how) => {
  const theirs = readBy(how, module === "pandas" ? "import pandas as pd" : "");
  const where = theirs === undefined ? test.skip : test;

  where(
    `every row is read alike, or its record is said to be doubtful${theirs ? "" : `: ${module} is not installed`}`,
    async () => {
      let alike = 0;
      for (const [i, file] of files.entries()) {
        const rows = theirs![i];
        const read = await ours(file);
        if (!rows || !read) continue;
        expect({ file, rows: trimmed(read) }).toEqual({ file, rows: trimmed(rows.slice(30)) });
        alike++;
      }
      expect(alike).toBeGreaterThan(100);
    },
  );

  where("rows behind a quote that goes on are read by themselves", () => {
    // What is doubtful is read as Python reads it all the same, so that nothing hides in it.
    return Promise.all(
      files.map(async (file, i) => {
        const rows = theirs![i];
        if (!rows) return;
        const { files: found, notAnalysed } = await compare([pair("d.csv", before, file)]);
        if (notAnalysed.length > 0) return;
        const texts = new Set(found[0]!.changes.map(({ after }) => after!.text.trim()));
        for (const [text] of rows.slice(31))
          expect({ file, has: texts.has(text!.trim()) }).toEqual({ file, has: true });
      }),
    );
  });
});
