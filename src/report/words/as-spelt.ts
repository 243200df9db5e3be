/** Findings in the words of the data: a phrase as the texts spell it, a bare label with its column. */
import type { Finding } from "../../model/finding.ts";
import type { FlaggedRow, ReviewResult } from "../../model/result.ts";
import { head } from "../clip.ts";
import { literal, phrasePattern } from "../highlight.ts";
import { QUOTED } from "../words.ts";
import { labelName } from "./in-brief.ts";

/** Texts that the spelling is taken from, and how much of each. */
const TEXTS = 50;
const SEARCHED = 10_000;

/**
 * The result with the titles and messages of its findings as a reader knows the words. Signals name phrases by their
 * tokens, lower-cased and spaced; `phrase` and `label` of a finding stay so, since decisions are bound to them.
 */
export function asSpelt(result: ReviewResult): ReviewResult {
  const findings = result.findings.map((finding): Finding => {
    const words = wordsFor(finding, result);
    return { ...finding, title: words(finding.title), message: words(finding.message) };
  });
  return { ...result, findings };
}

function wordsFor(finding: Finding, result: ReviewResult): (text: string) => string {
  const { phrase, label } = finding;
  const spelt = phrase === undefined ? null : mostCommonSpelling(phrase, finding.id, result);
  const name = label === undefined ? undefined : labelName(label, result);
  // Where no file has labels, an answer stands in their place, and a finding may quote it.
  const quotesAnswers = phrase !== undefined && result.files.every(({ columns }) => columns.label === null);
  const quoted = (part: string): string | null => {
    if (part === `“${phrase ?? ""}”`) return spelt;
    return quotesAnswers
      ? mostCommonSpelling(part.slice(1, -1), finding.id, result, ({ label: answer }) => answer ?? "")
      : null;
  };
  const bare = label === undefined || name === label ? null : afterWords(label);
  return (text) =>
    text
      .split(/(“[^”]*”)/)
      .map((part, i) => {
        if (i % 2 === 0)
          return bare === null
            ? part
            : part.replace(
                bare,
                (_, bareAfter?: string, codeAfter?: string) => `${bareAfter ?? codeAfter ?? ""} ${name!}`,
              );
        return `“${brief(quoted(part) ?? part.slice(1, -1))}”`;
      })
      .join("");
}

/** A phrase of several lines stands on one; of a long one the beginning names it, and all of it is the finding's `phrase`. */
function brief(words: string): string {
  const { text, cut } = head(words.replace(/\s*[\n\r]\s*/g, " "), QUOTED);
  return cut === 0 ? text : `${text.trimEnd()}…`;
}

/** The label where our sentences put one: after these words, bare or as code. */
function afterWords(label: string): RegExp {
  const plain = literal(label);
  return new RegExp(
    `\\b(with|are|is|not) ${plain}(?=$|[ ,;.)])|\\b(label|under|and|with|are|is|not) \`${plain}\``,
    "gu",
  );
}

/** How most flagged rows of the finding write the phrase, the earlier in order where two are as frequent; null where none shows it. */
function mostCommonSpelling(
  phrase: string,
  id: string,
  { flaggedRows }: ReviewResult,
  where: (row: FlaggedRow) => string = ({ text }) => text,
): string | null {
  const pattern = phrasePattern([phrase]);
  if (pattern === null) return null;
  const found = new Map<string, number>();
  for (const row of flaggedRows.filter(({ findings }) => findings.includes(id)).slice(0, TEXTS)) {
    const [match] = where(row).slice(0, SEARCHED).match(pattern) ?? [];
    if (match !== undefined) found.set(match, (found.get(match) ?? 0) + 1);
  }
  const [most] = [...found].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return most?.[0] ?? null;
}
