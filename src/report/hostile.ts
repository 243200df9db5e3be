/** Makes text from the data harmless for each output: HTML, Markdown, terminal, log, SARIF. */
import { visible } from "../text/visible.ts";
import { codePoints, counted, head } from "./clip.ts";

/**
 * Every string of a result that came from the pull request (row texts, labels, phrases, paths, logins, and any
 * sentence that quotes them) passes through one of these functions on its way into an output. Each makes the
 * text inert for one kind of reader, and none of them loses what the text said.
 */

/**
 * One visible line of a text's first `max` code points, with the number of those left out: the start of every
 * other form. Escapes are longer than what they stand for, so fewer are kept where there are many: the line is
 * at most about twice `max` long.
 */
export function line(text: string, max = Infinity): string {
  if (max === Infinity) return visible(text);
  let keep = max;
  for (;;) {
    const { text: kept, cut } = head(text, keep);
    const shown = visible(kept);
    const long = codePoints(shown);
    if (long <= 2 * max || keep <= 1) return cut === 0 ? shown : `${shown}… (+${counted(cut, "character")})`;
    keep = Math.max(1, Math.floor((keep * 2 * max) / (long + 1)));
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
  $: "&#36;",
  "@": "&#64;",
};

/** For HTML text and quoted attributes. Only for text that has already been made a visible line. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`$@]/g, (character) => ENTITIES[character]!);
}

/**
 * For an HTML block in Markdown. GitHub's mention, issue, commit and emoji filters run after rendering, on
 * decoded text, so that escaping alone does not stop them; they pass by `<code>`.
 */
export function htmlCode(text: string): string {
  return `<code>${escapeHtml(line(text))}</code>`;
}

/** For a Markdown paragraph: a code span with a fence longer than any run of backticks inside. */
export function markdownCode(text: string): string {
  const shown = line(text);
  if (shown.trim() === "") return "`(empty)`";
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 || /^ .* $/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Words that mean nothing to a Markdown renderer, with the punctuation that prose puts around them. */
const PLAIN_WORD = /^[(“‘]*[\p{L}\p{M}\p{N}]+(?:[’'×–—‐-][\p{L}\p{M}\p{N}]+|[.,]\p{N}+)*[%”’).,;:?…]*$/u;
const PLAIN_MARK = /^(?:[–—×≥≤·…→%][,.;:?)…]*|[,.;:?)…]+)$/u;
/** What GitHub links although it looks like a word: commit ids, `GH-1`, bare addresses. */
const LINKED_WORD = /[0-9a-f]{7,}|gh-\d|www\./i;
/** What makes a list of a line, at its start only. */
const LIST_START = /^(?:\d+[.)]|[–—])$/;

/**
 * For a Markdown paragraph of our own prose that quotes the pull request somewhere: each word that is more
 * than letters, digits and plain punctuation becomes a code span; `quoted` strings do so as a whole, and “quoted”
 * ones where one of their words would.
 */
export function markdownProse(text: string): string {
  return prose(text, markdownCode);
}

/** The same for an HTML block in Markdown (a table cell). */
export function htmlProse(text: string): string {
  return prose(text, htmlCode);
}

/** Two code spans side by side would share their backticks, so a space keeps them apart. */
function prose(text: string, code: (text: string) => string): string {
  const words = (part: string): string =>
    part.replace(/[^ ]+/g, (word, at: number) =>
      isPlain(word) && !(at === 0 && LIST_START.test(word)) ? word : codeWord(word, code),
    );
  const quoted = (part: string): string => {
    if (part.startsWith("`")) return code(part.slice(1, -1));
    const inner = part.slice(1, -1);
    return inner.split(" ").every(isPlain) ? part : `“${code(inner)}”`;
  };
  const parts = line(text)
    .trim()
    .split(/(`[^`]+`|“[^“”]+”)/);
  return parts
    .map((part, i) => (i % 2 === 1 ? quoted(part) : words(part)))
    .reduce((all, part) => (all.endsWith("`") && part.startsWith("`") ? `${all} ${part}` : all + part), "");
}

/** The brackets and commas of the sentence around a word are no part of it. */
function codeWord(word: string, code: (text: string) => string): string {
  const [, open = "", inner = "", close = ""] = /^(\(?)(.*?)([,;)]*)$/.exec(word) ?? [];
  return inner === "" ? code(word) : open + code(inner) + close;
}

function isPlain(word: string): boolean {
  return (PLAIN_WORD.test(word) && !LINKED_WORD.test(word)) || PLAIN_MARK.test(word);
}

/**
 * A finished output for a terminal or a log: a GitHub Actions log obeys a line that starts with `::`, and in its
 * older form `##[` anywhere. Control characters are gone already, for every part went through `line`.
 */
export function logSafe(output: string): string {
  return output.replace(/^(\s*):(?=:)/gm, "$1⟨U+003A⟩").replaceAll("##[", "#⟨U+0023⟩[");
}

/** For the message of a workflow command. Newlines of our own survive as `%0A`. */
export function commandData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** For a property of a workflow command (`file=`, `title=`). */
export function commandProperty(text: string): string {
  return commandData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** For a SARIF message: no placeholder (`{0}`) and no embedded link (`[text](target)`), SARIF 2.1.0 §3.11.5–6. */
export function sarifText(text: string): string {
  return line(text)
    .replaceAll("{", "{{")
    .replaceAll("}", "}}")
    .replace(/[\\[\]]/g, (character) => `\\${character}`);
}
