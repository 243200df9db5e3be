import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { run } from "../../src/cli/program.ts";
import { signals } from "../../src/signals/index.ts";
import { folderWith } from "../versions/repository.ts";
import { fakeTerminal } from "./terminal.ts";

async function cli(...args: string[]) {
  const terminal = fakeTerminal();
  const status = await run(args, terminal);
  return { status, out: terminal.out(), err: terminal.err() };
}

const before = "id,text,label\n1,the first one,a\n2,the second one,b\n3,the third one,a\n";
const after = "id,text,label\n3,the third one,a\n1,the first one,b\n4,a \u001b[31mnew\u202e one,b\n";
const config = "output: {rows: hidden}\n";
const folder = folderWith({
  "old.csv": before,
  "new.csv": after,
  "hidden.yml": config,
  "no.parquet": "PAR1",
});
const [older, newer] = [path.join(folder, "old.csv"), path.join(folder, "new.csv")];

describe("dataset-review diff", () => {
  test("lists added, edited and removed rows, whole, as JSON Lines", async () => {
    const { status, out } = await cli("diff", older, newer, "--format", "jsonl");
    expect(out).not.toMatch(/[\u001b\u202e]/);
    const [file, ...changes] = out
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(file).toMatchObject({ kind: "file", rows: { added: 1, removed: 1, edited: 1 } });
    expect(changes).toHaveLength(3);
    expect(changes).toContainEqual(
      expect.objectContaining({
        kind: "edited",
        line: 3,
        old: { id: "1", text: "the first one", label: "a" },
        new: { id: "1", text: "the first one", label: "b" },
      }),
    );
    expect(changes).toContainEqual(expect.objectContaining({ kind: "removed", line: 3 }));
    const added = changes.find(({ kind }) => kind === "added");
    expect(added).toMatchObject({ line: 4, new: { text: "a \u001b[31mnew\u202e one" } });
    expect(status).toBe(0);
  });

  test("as a table it has a line for each row, inert and cut to the window", async () => {
    const { out } = await cli("diff", older, newer);
    expect(out).toMatch(/new\.csv: 1 row added, 1 row edited, 1 row removed/);
    expect(out).toMatch(/~ +3 {2}a: the first one\n +→ {2}b: the first one/);
    expect(out).not.toMatch(/[\u001b\u202e]/);
  });

  test("shows no cell where rows are hidden", async () => {
    for (const format of ["table", "jsonl"]) {
      const hidden = ["--config", path.join(folder, "hidden.yml"), "--format", format];
      const { out } = await cli("diff", older, newer, ...hidden);
      expect(out).toMatch(/sha256.*[0-9a-f]{64}/);
      expect(out).not.toMatch(/one|"b"/);
    }
  });

  test("a file that cannot be read is named, and the exit status says it", async () => {
    const { status, out } = await cli("diff", older, path.join(folder, "no.parquet"));
    expect([status, out]).toEqual([2, expect.stringContaining("not read")]);
  });
});

describe("dataset-review explain", () => {
  test("shows the page of a finding's signal, in the window's width", async () => {
    const { out } = await cli("explain", "trigger-scan-879af970");
    expect(out).toMatch(/^Planted triggers\n/);
    expect((await cli("explain", "trigger-scan")).out).toBe(out);
    expect(out).toContain("their other words do not explain");
    expect((await cli("explain", "schema-drift")).out).toContain(
      "\n- no row of the file has a label any more",
    );
  });

  test("leaves no Markdown in any page, and no line longer than the window", async () => {
    for (const { id } of signals) {
      const { out } = await cli("explain", id);
      expect(out).not.toMatch(/\]\(|\*\*|`|^\||^#|\*\w/m);
      expect(out.split("\n").filter((text) => text.length > 100)).toEqual([]);
    }
  });

  test("knows the signals, and what a misspelt name meant", async () => {
    expect((await cli("explain")).out).toContain("label-edit\n  ");
    const { status, err } = await cli("explain", "label-edti");
    expect([status, err]).toEqual([2, expect.stringContaining("label-edit")]);
    expect((await cli("explain", "../../package")).status).toBe(2);
    expect((await cli("explain", "F1")).err).toContain("F1 is a place in one result");
  });
});
