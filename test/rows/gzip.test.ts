import { spawnSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { inflate } from "../../src/rows/bytes/inflate.ts";

/** The unpacked bytes; null where the file is said to be damaged. */
async function unpacked(file: Buffer, size: number): Promise<string | null> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < file.length; at += size) yield await Promise.resolve(file.subarray(at, at + size));
  }
  const found: Uint8Array[] = [];
  try {
    for await (const chunk of inflate(chunks(), "gzip")) found.push(chunk);
  } catch (error) {
    expect((error as Error).message).toMatch(/gzip data is damaged/);
    return null;
  }
  return Buffer.concat(found).toString("latin1");
}

const one = gzipSync("first\n");
const two = gzipSync("second\n".repeat(5000));
const zeros = (count: number): Buffer => Buffer.alloc(count);
const files: Readonly<Record<string, Buffer>> = {
  "one member": one,
  "two members": Buffer.concat([one, two]),
  "padding behind": Buffer.concat([one, zeros(700)]),
  "padding and a member": Buffer.concat([one, zeros(700), two]),
  "one zero and a member": Buffer.concat([two, zeros(1), one]),
  "padding twice": Buffer.concat([one, zeros(3), two, zeros(70_000), one, zeros(1)]),
  "an empty member between": Buffer.concat([one, gzipSync(""), two]),
  "garbage behind": Buffer.concat([one, Buffer.from("garbage behind the member")]),
  "garbage behind padding": Buffer.concat([one, zeros(9), Buffer.from("garbage")]),
  "half of a second member": Buffer.concat([one, two.subarray(0, 20)]),
  "half of a member behind padding": Buffer.concat([one, zeros(4), two.subarray(0, 20)]),
  "half of the only member": two.subarray(0, two.length - 5),
};

/** What Python's gzip makes of the files; null where it raises. Undefined where python3 is not installed. */
function readByPython(): (string | null)[] | undefined {
  const code = `
import base64, gzip, io, json, sys
def read(data):
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(base64.b64decode(data))).read().decode("latin1")
    except (OSError, EOFError):
        return None
print(json.dumps([read(data) for data in json.load(sys.stdin)]))`;
  const input = JSON.stringify(Object.values(files).map((file) => file.toString("base64")));
  const { status, stdout } = spawnSync("python3", ["-c", code], { input, encoding: "utf8" });
  return status === 0 ? (JSON.parse(stdout) as (string | null)[]) : undefined;
}

const byPython = readByPython();

describe("gzip", () => {
  test("reads every member, whatever zeros stand between them and however the bytes arrive", async () => {
    const second = "second\n".repeat(5000);
    for (const size of [1, 7, 64, 100_000]) {
      expect(await unpacked(files["padding and a member"]!, size)).toBe(`first\n${second}`);
      expect(await unpacked(files["garbage behind padding"]!, size)).toBeNull();
    }
    expect(await unpacked(files["padding twice"]!, 1000)).toBe(`first\n${second}first\n`);
  });

  // Skipped where python3 is not installed.
  (byPython === undefined ? test.skip : test).each(Object.keys(files).map((name, at) => [name, at] as const))(
    "reads what Python's gzip reads: %s",
    async (name, at) => {
      for (const size of [13, 100_000]) expect(await unpacked(files[name]!, size)).toBe(byPython![at]);
    },
  );
});
