import { describe, expect, test } from "@jest/globals";
import { markdownToTerminal } from "../../examples/demo/markdown-terminal.ts";

describe("a check run's Markdown on a terminal", () => {
  test("loses its marks and keeps its words", () => {
    expect(
      markdownToTerminal(
        "### Findings\n\n**Blocked.** Read `a|b` and [line 3](https://example.org/a#L3) &lt;b&gt; \\*",
        80,
      ),
    ).toBe("Findings\n────────\n\nBlocked. Read a|b and line 3 <b> *");
  });

  test("lays tables out in columns and cuts the widest to the width", () => {
    const table =
      '<table>\n<tr><th>Row</th><th align="right">n</th><th>Text</th></tr>\n<tr><td><a href="x"><code>a.jsonl:7</code></a></td><td align="right">12</td><td>The <b>billing</b> is a complete disaster &amp; more</td></tr>\n</table>';
    expect(markdownToTerminal(table, 40)).toBe(
      [
        "Row         n  Text",
        "─────────  ──  ─────────────────────────",
        "a.jsonl:7  12  The billing is a complet…",
      ].join("\n"),
    );
  });

  test("shows fenced text as it is, and of folded text its heading", () => {
    expect(
      markdownToTerminal(
        "```\na  b\n```\n\n<details><summary>More</summary>\n\nhidden\n\n</details>\n\nafter",
        80,
      ),
    ).toBe("a  b\n\n▸ More\n\nafter");
  });
});
