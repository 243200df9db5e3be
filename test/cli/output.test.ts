import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Writable } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import { show, writeOut, writeOutputFile } from "../../src/cli/output.ts";
import { InputError } from "../../src/versions/input-error.ts";
import { folderWith } from "../versions/repository.ts";
import { fakeTerminal } from "./terminal.ts";

const failing = (code: string) =>
  new Writable({
    write: (_chunk, _encoding, done) => {
      done(Object.assign(new Error(code), { code }));
    },
  });

describe("output", () => {
  test("ends quietly when the reader went away, and not on other errors", async () => {
    await expect(writeOut(failing("EPIPE"), "text")).resolves.toBeUndefined();
    await expect(writeOut(failing("ENOSPC"), "text")).rejects.toThrow(
      new InputError("the output cannot be written (ENOSPC)", "Check where it was sent to."),
    );
  });

  test("leaves nothing behind on a stream that took the text", async () => {
    const stream = new Writable({
      write: (_chunk, _encoding, done) => {
        done();
      },
    });
    await writeOut(stream, "one");
    await writeOut(stream, "two");
    expect(stream.listenerCount("error")).toBe(0);
  });

  test("replaces a file whole and leaves nothing else behind", async () => {
    const root = folderWith({ "report.html": "old" });
    await writeOutputFile(path.join(root, "report.html"), "new");
    expect(readFileSync(path.join(root, "report.html"), "utf8")).toBe("new");
    expect(readdirSync(root)).toEqual(["report.html"]);
  });

  test("what goes to a file is said beside standard output, which stays empty", async () => {
    const file = path.join(folderWith(), "replay.txt");
    const terminal = fakeTerminal();
    await show(terminal, { output: file }, ({ width }) => `${width}`);
    expect(readFileSync(file, "utf8")).toBe("160");
    expect([terminal.out(), terminal.err()]).toEqual(["", `Written to ${file}\n`]);
  });

  test("says where it could not write", async () => {
    await expect(writeOutputFile("/nonexistent/x.json", "")).rejects.toThrow(
      "/nonexistent/x.json cannot be written (ENOENT)",
    );
  });
});
