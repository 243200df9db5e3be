/** Recognises words in which a letter of another script passes for one of their own. */
import { LETTER, MARK, properties, SCRIPT_MASK, scriptId } from "./code-points.ts";

// Letters that most fonts draw like an ASCII letter. A selection of Unicode's confusables (UTS #39,
// confusables.txt) without those that only resemble one and are everyday notation: α, γ, σ, κ, к, п.
const CYRILLIC = "аеорсухѕіјһԁԛԝүӏѵгёїАВЕКМНОРСТХУЅІЈԚԜҮӀЁЇԌЬ";
const GREEK = "ονρυιϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ";
const ARMENIAN = "հոսօցզՏԼՕՍԱյքգ";
// The same the other way round: ASCII letters that pass for a Cyrillic or Greek one.
const ASCII = "aceopxyihABEKMHOPCTXY";

function set(letters: string): ReadonlySet<number> {
  return new Set(Array.from(letters, (letter) => letter.codePointAt(0)!));
}
const LIKE_LATIN = set(CYRILLIC + GREEK + ARMENIAN);
const LIKE_OTHERS = set(ASCII);

const LATIN = scriptId("Latin");
const PARTNERS: ReadonlySet<number> = new Set(
  ["Cyrillic", "Greek", "Armenian"].map((s) => scriptId(s as "Greek")),
);
// Nobody writes one word in Latin and one of these; most of their letters have an ASCII double.
const NEVER_MIXED: ReadonlySet<number> = new Set([scriptId("Cherokee"), scriptId("Coptic")]);

const WATCHED: ReadonlySet<number> = new Set([LATIN, ...PARTNERS, ...NEVER_MIXED]);

/**
 * Watches one word, letter by letter, for letters of another script that pass for its own.
 * A word counts as disguised when exchanging the look-alikes would leave it in one script:
 * `Рroject` (Cyrillic Р) and `привeт` (Latin e) do; `SMSка`, `βlocker` and `Δt` do not.
 */
export interface WordWatch {
  /** Whether this can be part of such a word: a letter of these scripts, or a mark on one. Anything else ends it. */
  takes(codePoint: number): boolean;
  letter(codePoint: number): void;
  /** Ends the word; says what was in it and starts the next. */
  end(): { readonly disguised: boolean; readonly styled: boolean };
}

const CLEAN = { disguised: false, styled: false };

export function watchWords(): WordWatch {
  let latin = 0;
  let latinOnly = 0;
  let other = 0;
  let otherOnly = 0;
  let never = 0;
  let ascii = 0;
  let styled = 0;
  return {
    takes(codePoint) {
      const found = properties(codePoint);
      const script = found & SCRIPT_MASK;
      if ((found & LETTER) !== 0) return WATCHED.has(script) || isStyledLetter(codePoint);
      return (found & MARK) !== 0 && script === 0;
    },
    letter(codePoint) {
      const found = properties(codePoint);
      if ((found & LETTER) === 0) return;
      const script = found & SCRIPT_MASK;
      if (isStyledLetter(codePoint)) styled++;
      else if (script === LATIN) {
        latin++;
        if (codePoint < 0x80) ascii++;
        if (!LIKE_OTHERS.has(codePoint)) latinOnly++;
      } else if (PARTNERS.has(script)) {
        other++;
        if (!LIKE_LATIN.has(codePoint)) otherOnly++;
      } else if (NEVER_MIXED.has(script)) never++;
    },
    end() {
      if (other === 0 && never === 0 && styled === 0) {
        latin = latinOnly = ascii = 0;
        return CLEAN;
      }
      // Latin letters are the disguise only where they are the fewer: `αMHC` is notation.
      const mixed = latin > 0 && other > 0 && (otherOnly === 0 || (latinOnly === 0 && other > latin));
      const result = { disguised: mixed || (latin > 0 && never > 0), styled: styled > 0 && ascii > 0 };
      latin = latinOnly = other = otherOnly = never = ascii = styled = 0;
      return result;
    },
  };
}

/** Fullwidth letters and Roman numerals: normal between Han and Kana, a disguise inside an ASCII word. */
function isStyledLetter(codePoint: number): boolean {
  return (
    (codePoint >= 0xff21 && codePoint <= 0xff3a) ||
    (codePoint >= 0xff41 && codePoint <= 0xff5a) ||
    (codePoint >= 0x2160 && codePoint <= 0x217f)
  );
}
