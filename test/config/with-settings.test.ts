import { describe, expect, test } from "@jest/globals";
import { defaultInclude } from "../../src/config/dataset-paths.ts";
import { withSettings } from "../../src/config/with-settings.ts";

const label = 'columns:\n  - files: "a.csv"\n    label: "kind"\n';
const text = 'columns:\n  - files: "a.csv"\n    text: "body"\n';

describe("settings below what stands there", () => {
  test("keep comments and order", () => {
    const before = "# Ours\ncolumns:\n  - files: b.csv # old\n    label: none\nmode: observe\n";
    expect(withSettings(before, [label])).toBe(
      "# Ours\ncolumns:\n  - files: b.csv # old\n    label: none\n  - files: a.csv\n    label: kind\nmode: observe\n",
    );
  });

  test("of the same files are one entry, since only the first would count", () => {
    expect(withSettings("", [label, text])).toBe(
      "columns:\n  - files: a.csv\n    label: kind\n    text: body\n",
    );
  });

  test("do not take the place of what holds without them", () => {
    const after = withSettings("mode: observe\n", ['include:\n  - "c.txt"\n']);
    for (const pattern of [...defaultInclude, "c.txt"]) expect(after).toContain(pattern);
    expect(withSettings("include: [a.csv]\n", ['include:\n  - "c.txt"\n'])).toBe(
      "include: [ a.csv, c.txt ]\n",
    );
  });
});
