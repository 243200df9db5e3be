/** Makes hidden characters of a text visible. */

/**
 * Characters that a reader cannot see, or that steer how the others are shown: controls, format characters
 * (zero-width, bidi, tags), variation selectors and fillers, private use, lone surrogates, line and paragraph
 * separators, noncharacters, every space but the ordinary one, and the blank Braille pattern.
 */
const UNSEEN =
  /([\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800])\1*/gu;

/** Format characters that do have a shape of their own (Arabic number signs and their like). */
const SEEN_FORMAT = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u;

const PLAIN_ASCII = /^[ -~]*$/;
const PICTOGRAPH_BEFORE = /\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?$/u;
const PICTOGRAPH_AFTER = /^\p{Extended_Pictographic}/u;
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** Marks beyond this many on one letter are counted, not shown: piles of them overflow into other lines. */
const MARKS_SHOWN = 8;
const PILED_MARKS = new RegExp(`(\\p{M}{${MARKS_SHOWN}})(\\p{M}+)`, "gu");

/** One character as a visible escape: `⟨U+200B⟩`. */
function escapeOf(character: string): string {
  return `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/**
 * The text on one line with nothing hidden: unseen characters become escapes such as `⟨U+200B⟩` (a run of the
 * same one `⟨U+200B⟩×3`), a line break `↵`, a tab `⇥`. Joiners and variation selectors inside emoji, and
 * ideographic spaces beside East Asian text, are ordinary spelling and stay.
 */
export function visible(text: string): string {
  if (PLAIN_ASCII.test(text)) return text;
  return text
    .replaceAll("\r\n", "\n")
    .replace(UNSEEN, (run: string, character: string, at: number, whole: string) =>
      isOrdinary(run, at, whole) ? run : shown(character, run.length / character.length),
    )
    .replace(PILED_MARKS, (_, kept: string, more: string) => `${kept}⟨+${Array.from(more).length} marks⟩`);
}

function shown(character: string, times: number): string {
  if (character === "\n") return "↵".repeat(Math.min(times, 3)) + (times > 3 ? `×${times}` : "");
  const once = character === "\t" ? "⇥" : escapeOf(character);
  return times > 1 ? `${once}×${times}` : once;
}

/** Whether the character is part of an emoji or of East Asian spacing at this place. */
function isOrdinary(run: string, at: number, whole: string): boolean {
  if (SEEN_FORMAT.test(run)) return true;
  // Four units hold any pictograph with its modifier; slicing keeps this linear.
  const before = whole.slice(Math.max(0, at - 4), at);
  const after = whole.slice(at + run.length, at + run.length + 2);
  if (run === "\u200d") return PICTOGRAPH_BEFORE.test(before) && PICTOGRAPH_AFTER.test(after);
  if (run === "\ufe0f" || run === "\ufe0e")
    return PICTOGRAPH_BEFORE.test(before) || (/[0-9#*]$/.test(before) && after.startsWith("\u20e3"));
  if (/^\u3000+$/.test(run)) return EAST_ASIAN.test(before.slice(-1)) || EAST_ASIAN.test(after.slice(0, 1));
  return false;
}
