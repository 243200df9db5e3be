import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { signals } from "../../src/signals/index.ts";
import { jsonl, pair } from "../dataset/support.ts";
import { alarms, evidenceOf, honest, observe } from "./support/evidence.ts";

const ids = signals.map((signal) => signal.id);

/** Names of the files of a folder that end so, without the ending. */
function names(folder: string, ending: string): string[] {
  return readdirSync(new URL(`../../${folder}`, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => entry.name.slice(0, -ending.length));
}

describe("the list of signals", () => {
  test("equals the files, the pages and the tests", () => {
    const listed = [...ids].sort();
    expect(
      names("src/signals", ".ts")
        .filter((name) => name !== "index" && name !== "signal")
        .sort(),
    ).toEqual(listed);
    expect(names("docs/signals", ".md").sort()).toEqual(listed);
    expect(
      names("test/signals", ".test.ts")
        .filter((name) => name !== "index")
        .sort(),
    ).toEqual(listed);
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
  test("a thousand varied additions raise no alarm from any signal, and the observations are their own", async () => {
    const { base, added } = honest(3000, 1000);
    const evidence = await evidenceOf([pair("data.jsonl", jsonl(base), jsonl([...base, ...added]))]);
    for (const signal of signals) {
      const measurement = signal.measure(evidence, signal.options.parse({}));
      if (!measurement.measured) continue;
      expect(alarms(signal, evidence)).toEqual([]);
      for (const observation of observe(signal, evidence)) expect(observation.signal).toBe(signal.id);
    }
  });

  test("the same evidence gives the same measurement", async () => {
    const { base, added } = honest(500, 200);
    const evidence = await evidenceOf([pair("data.jsonl", jsonl(base), jsonl([...base, ...added]))]);
    for (const signal of signals) {
      const options = signal.options.parse({});
      expect(signal.measure(evidence, options)).toEqual(signal.measure(evidence, options));
    }
  });
});
