import { describe, expect, test } from "@jest/globals";
import { coAuthorsIn } from "../../src/versions/co-authors.ts";

describe("coAuthorsIn", () => {
  test("reads each trailer, whatever its case and line ends", () => {
    const message = "Rows\r\n\r\nCo-authored-by: Bea B <bea@example.org>\r\nCO-AUTHORED-BY:<c@example.org>\n";
    expect(coAuthorsIn(message)).toEqual([
      { name: "Bea B", email: "bea@example.org" },
      { name: "", email: "c@example.org" },
    ]);
  });

  test("reads nothing else, and a hostile message in one pass", () => {
    expect(coAuthorsIn("Thanks: Bea <bea@example.org>\n> Co-authored-by: x <y@example.org>")).toEqual([]);
    expect(coAuthorsIn(`co-authored-by:${" ".repeat(500_000)}`)).toEqual([]);
    expect(coAuthorsIn(`co-authored-by: x <y@z>${" ".repeat(500_000)}x`)).toEqual([]);
  });
});
