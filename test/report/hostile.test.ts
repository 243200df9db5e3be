import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { checkRunOutput } from "../../src/report/check/check-run.ts";
import { renderCodeQuality } from "../../src/report/code-quality.ts";
import { renderGithub } from "../../src/report/github.ts";
import { markdownCode, markdownProse } from "../../src/report/hostile.ts";
import { renderMarkdown } from "../../src/report/markdown/markdown.ts";
import { toSarif } from "../../src/report/sarif.ts";
import { renderText } from "../../src/report/terminal/text.ts";
import { anyCharacter } from "../support/any-character.ts";
import { everywhere } from "../support/everywhere.ts";
import { HOSTILE_TEXTS } from "../support/hostile-texts.ts";

const repository = {
  htmlUrl: "https://github.com",
  owner: "acme",
  repo: "feedback",
  headSha: "c".repeat(40),
  baseSha: "d".repeat(40),
};

const UNSEEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}]/u;

/** HTML as GitHub makes it of Markdown, before its own sanitiser: nothing may depend on that one. */
function githubHtml(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

const OUR_TAGS =
  /^<\/?(?:p|b|i|br|hr|h2|h3|h4|ul|li|details|summary|strong|em|blockquote|pre|code|table|thead|tbody|tr|th|td)(?: (?:align="right"|class="language-(?:text|sh|yaml)"))*(?: \/)?>$/;

function expectInert(markdown: string): void {
  expect(markdown).not.toMatch(UNSEEN);
  const html = githubHtml(markdown);
  for (const tag of html.match(/<[^>]*>/g) ?? []) {
    if (tag === "</a>") continue;
    if (tag.startsWith("<a "))
      expect(tag).toMatch(/^<a href="https:\/\/github\.com\/acme\/feedback\/blob\/[^"]*">$/);
    else expect(tag).toMatch(OUR_TAGS);
  }
  expect(html.match(/<h[123]>/g)?.length).toBe(markdown.match(/^#{2,3} /gm)?.length);
  // GitHub's own filters read the text outside code: mentions, issues, commits, emoji, math, addresses.
  const outside = html
    .replace(/<pre>[\s\S]*?<\/pre>/g, " ")
    .replace(/<code>[\s\S]*?<\/code>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:#64|#x40|commat);/g, "@");
  expect(outside).not.toMatch(/@\w|(?:^|\W)#\d|GH-\d|:\w+:|\$|https?:|www\.|[0-9a-f]{40}|evil\.example/i);
}

describe.each(Object.entries(HOSTILE_TEXTS))("%s", (_, text) => {
  const hostile = everywhere(text);

  test("takes no effect in the check run", () => {
    const {
      title,
      summary,
      text: details,
      annotations,
    } = checkRunOutput(hostile, { repository, notices: [text] });
    expect(title).not.toMatch(UNSEEN);
    expect(title).not.toContain("\n");
    expectInert(summary);
    expectInert(details);
    expect(annotations).toHaveLength(1);
    for (const { message, title: name } of annotations) {
      expect(message).not.toMatch(UNSEEN);
      expect(message.split("\n").length).toBeLessThanOrEqual(3);
      expect(name).not.toContain("\n");
    }
    for (const part of [summary, details]) {
      expect(Buffer.byteLength(part)).toBeLessThanOrEqual(65_535);
    }
    expect(summary).not.toContain("Cut for length.");
  });

  test("takes no effect in Markdown", () => {
    const markdown = renderMarkdown(hostile);
    expectInert(markdown);
  });

  test("takes no effect in the terminal", () => {
    const printed = renderText(hostile);
    expect(printed).not.toMatch(UNSEEN);
    expect(printed).not.toMatch(/^\s*::/m);
    expect(printed).not.toContain("##[");

    expect(
      renderText(hostile, { color: true }).replace(/\u001b\[(?:1|2|7|22|27|31|32|33|39)m/g, ""),
    ).not.toMatch(UNSEEN);
  });

  test("gives no workflow command but ours", () => {
    const lines = renderGithub(hostile).split("\n");
    expect(lines.filter((line) => line.trimStart().startsWith("::"))).toHaveLength(4);
    expect(lines.filter((line) => line.includes("##[") && !line.startsWith("::"))).toEqual([]);
    for (const line of lines) {
      expect(line).not.toMatch(UNSEEN);
      if (!line.startsWith("::")) continue;
      const [, , properties = ""] = /^::(\w+) (.*?)::/.exec(line) ?? [];
      for (const property of properties.split(","))
        expect(property).toMatch(/^(?:file|line|endLine|title)=[^:]*$/);
    }
  });

  test("shows nothing unseen in a code quality report", () => {
    const entries = JSON.parse(renderCodeQuality(hostile)) as {
      description: string;
      location: { path: string };
    }[];
    expect(entries.length).toBeGreaterThan(0);
    for (const { description, location } of entries) expect(description + location.path).not.toMatch(UNSEEN);
  });

  test("is plain text in SARIF", () => {
    const log = toSarif(hostile) as { runs: { results: { message: { text: string } }[] }[] };
    for (const { message } of log.runs[0]!.results) {
      expect(message.text).not.toMatch(UNSEEN);
      expect(message.text.replaceAll("{{", "").replaceAll("}}", "")).not.toMatch(/[{}]/);
      expect(message.text.replace(/\\[\\[\]]/g, "")).not.toMatch(/[[\]]/);
    }
  });
});

describe("any text", () => {
  const alphabet = fc.constantFrom(
    ...Array.from("`*_[]()<>!#@:|~$\\&;-=+.%\"' \n\t"),
    "a",
    "1",
    "\u200b",
    "\u202e",
    "é",
    "日",
    "👩‍🚀",
    "www.",
    "https://",
    "octocat",
  );
  const nasty = fc.array(alphabet, { maxLength: 40 }).map((parts) => parts.join(""));

  test("in a code span stays in it", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const html = githubHtml(`a ${markdownCode(text)} b`);
        expect(html).toMatch(/^<p>a <code>[^<]*<\/code> b<\/p>$/);
      }),
      { numRuns: 500 },
    );
  });

  test("in prose yields words and code only", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const html = githubHtml(`a\n\n${markdownProse(text)}`);
        expect(html.replace(/<code>[^<]*<\/code>/g, "").replace(/<\/?p>/g, "")).not.toMatch(/[<>@$#|]/);
      }),
      { numRuns: 500 },
    );
  });

  test("beside figures of our own leaves them as they are", () => {
    const rates = "blocked 2 (6.1 %), warned 0 (0.0 %): 43 %.";
    expect(markdownProse(rates)).toBe(rates);
  });

  test("of any characters takes no effect", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 80 }), (text) => {
        const output = checkRunOutput(everywhere(text), { repository });
        expectInert(output.summary);
        expectInert(output.text);
        expect(renderText(everywhere(text))).not.toMatch(UNSEEN);
      }),
      { numRuns: 30 },
    );
  });
});
