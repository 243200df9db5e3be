import { afterEach, describe, expect, test } from "@jest/globals";
import nock from "nock";
import { keptBlobs } from "../../../src/github/blobs/kept-blobs.ts";
import { smallBlobs } from "../../../src/github/blobs/small-blobs.ts";
import { fakeGitHub, gitBlobSha, owner, repo } from "../../support/fake-github.ts";

afterEach(() => {
  nock.cleanAll();
});

/** What is kept after these files were asked for together, and the requests that it took. */
async function asked(files: readonly (string | Uint8Array)[]) {
  const github = fakeGitHub({ base: Object.fromEntries(files.map((file, i) => [`${i}.txt`, file])) });
  const tools = { octokit: github.octokit, repository: { owner, repo }, keptBlobs: keptBlobs() };
  const small = smallBlobs(tools, "place");
  const wanted = files.map((file) => ({
    blobSha: gitBlobSha(file),
    size: Buffer.from(file as string).length,
  }));
  await small.together(wanted);
  nock.cleanAll();
  return { kept: wanted.map((blob) => small.isKept(blob)), requests: github.requests.length };
}

const texts = (count: number, length = 10): string[] =>
  Array.from({ length: count }, (_, i) => `text ${i} `.padEnd(length, "."));

describe("small files", () => {
  test("come a hundred at once", async () => {
    expect(await asked(texts(250))).toEqual({ kept: Array(250).fill(true), requests: 3 });
  });

  test("no more than a megabyte at once", async () => {
    expect((await asked(texts(40, 60_000))).requests).toBe(3);
  });

  test("that are few, or not small, are left to be asked for by themselves", async () => {
    expect(await asked(texts(9))).toEqual({ kept: Array(9).fill(false), requests: 0 });
    const large = "x".repeat(70_000);
    expect((await asked([large, ...texts(10)])).kept).toEqual([false, ...Array<boolean>(10).fill(true)]);
  });

  test("that are no text are not taken for the letters that GitHub makes of them", async () => {
    const latin1 = Buffer.from("caf\u00e9 au lait", "latin1");
    expect((await asked([latin1, ...texts(10)])).kept).toEqual([false, ...Array<boolean>(10).fill(true)]);
  });

  test("are left out where GitHub answers with an error", async () => {
    const files = texts(20);
    nock("https://api.github.com")
      .post("/graphql")
      .reply(200, { errors: [{ message: "Something went wrong" }] });
    expect((await asked(files)).kept).toEqual(Array(20).fill(false));
  });
});
