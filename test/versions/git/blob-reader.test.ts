import { describe, expect, test } from "@jest/globals";
import { readBlob } from "../../../src/versions/git/blob-reader.ts";
import { InputError } from "../../../src/versions/input-error.ts";
import { repository } from "../repository.ts";

const explain = (): InputError => new InputError("not there", "Fetch it.");

describe("blobs of one repository", () => {
  test("come whole and in their order, however many are asked for at once", async () => {
    const contents = ["", "\n", "one line", "two\nlines\n", "x".repeat(300_000), "\u0000\u0001ä"];
    const repo = repository(Object.fromEntries(contents.map((text, i) => [`${i}.txt`, text])));
    const ids = contents.map((_, i) => repo.git("rev-parse", `HEAD:${i}.txt`));
    const read = await Promise.all([...ids, ...ids].map((id) => readBlob(repo.root, id, explain)));
    expect(read.map(String)).toEqual([...contents, ...contents]);
  });

  test("what is no blob, or not there, is told in the caller's words, and what is asked for after it is read", async () => {
    const repo = repository({ "a.txt": "a" });
    const [blob, tree] = [repo.git("rev-parse", "HEAD:a.txt"), repo.git("rev-parse", "HEAD^{tree}")];
    const asked = ["0".repeat(40), blob, tree, blob].map((id) => readBlob(repo.root, id, explain));
    const answers = await Promise.all(asked.map((one) => one.then(String, (error: unknown) => error)));
    expect(answers).toEqual([explain(), "a", explain(), "a"]);
  });
});
