import { expect, test } from "@jest/globals";
import { parseOptions, requireFolders, UsageError } from "../../../bench/detection/options.ts";

test("everything is selected unless the command line narrows it", () => {
  expect(parseOptions([])).toMatchObject({ gate: false, minutes: 19, selection: { pools: null, seeds: 20 } });
  const some = parseOptions(["--pools", "phrase,vpi", "--k", "5,10", "--seeds", "2", "--gate"]);
  expect(some).toMatchObject({
    gate: true,
    chosen: "--pools phrase,vpi --k 5,10 --seeds 2 --gate",
    selection: { pools: ["phrase", "vpi"], planted: [5, 10], seeds: 2 },
  });
});

test.each([
  [["--pools", "phrases"], 'there is no "phrases"'],
  [["--k", "few"], 'not "few"'],
  [["--fast"], "--fast"],
])("%j is refused with a reason", (args, reason) => {
  expect(() => parseOptions(args)).toThrow(UsageError);
  expect(() => parseOptions(args)).toThrow(reason);
});

test("a missing folder is named, with the option that names another one", () => {
  const { folders } = parseOptions(["--corpus", "/nowhere/corpus", "--histories", "/nowhere/histories"]);
  expect(() => {
    requireFolders(folders, ["labelled"]);
  }).toThrow(/\/nowhere\/corpus\n.*--corpus DIR/);
  expect(() => {
    requireFolders(folders, ["histories"]);
  }).toThrow("--histories DIR");
});
