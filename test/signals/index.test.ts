import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { gatherEvidence } from "../../src/evidence/gather.ts";
import { signals } from "../../src/signals/index.ts";
import { compare, jsonl, pair } from "../rows/support.ts";
import { alarms, evidenceOf, honest } from "./support/evidence.ts";

const ids = signals.map((signal) => signal.id);

/** What the signals look at: a folder each. */
const rooms = ["trigger", "rows", "files", "pull-request"];

/** Names of the files of a folder that end so, without the ending. */
function names(folder: string, ending: string): string[] {
  return readdirSync(new URL(`../../${folder}`, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => entry.name.slice(0, -ending.length));
}

describe("the list of signals", () => {
  test("equals the files, the pages and the tests", () => {
    const listed = [...ids].sort();
    expect(rooms.flatMap((room) => names(`src/signals/${room}`, ".ts")).sort()).toEqual(listed);
    expect(names("src/signals", ".ts").sort()).toEqual(["index", "signal"]);
    expect(names("docs/signals", ".md").sort()).toEqual(listed);
    expect(rooms.flatMap((room) => names(`test/signals/${room}`, ".test.ts")).sort()).toEqual(listed);
    expect(names("test/signals", ".test.ts")).toEqual(["index"]);
  });

  test.each(signals.map((signal) => [signal.id, signal] as const))(
    "%s describes itself and has a default and a description for every option",
    (id, signal) => {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(signal.title).not.toBe("");
      expect(signal.description).toMatch(/^[A-Z].*\.$/s);
      const schema = z.toJSONSchema(signal.options, { io: "input" });
      for (const [name, option] of Object.entries(schema.properties ?? {})) {
        expect([name, option]).toEqual([name, expect.objectContaining({ description: expect.any(String) })]);
      }
      expect(() => signal.options.parse({})).not.toThrow();
    },
  );
});

describe("honest work", () => {
  test("varied additions raise no alarm from the signals of form, and what they observe is their own", async () => {
    const { base, added } = honest(2000, 600);
    const evidence = await evidenceOf([pair("data.jsonl", jsonl(base), jsonl([...base, ...added]))]);
    for (const signal of signals) {
      const measurement = signal.measure(evidence, signal.options.parse({}));
      if (!measurement.measured) continue;
      expect(alarms(signal, evidence)).toEqual([]);
      for (const observation of measurement.observations) expect(observation.signal).toBe(signal.id);
    }
  });

  test("the same files give the same measurements", async () => {
    const { base, added } = honest(300, 100);
    const pairs = [pair("data.jsonl", jsonl(base), jsonl([...base, ...added]))];
    const measured = async () => {
      const evidence = await gatherEvidence(await compare(pairs), null);
      return signals.map((signal) => signal.measure(evidence, signal.options.parse({})));
    };
    expect(await measured()).toEqual(await measured());
  });
});
