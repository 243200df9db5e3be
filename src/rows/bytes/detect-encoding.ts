/** Which encoding text is in that is not UTF-8: GB18030, Big5, Shift-JIS, EUC, ISO-8859 or Windows code pages. */
import { isUtf8 } from "node:buffer";
import { analyse } from "chardet";

/** How sure the detector has to be, out of 100, before its word is taken. */
const SURE = 30;
/** So much of the lines with other signs than ASCII has to be no UTF-8: a few broken records do not make an encoding. */
const MOST = 0.5;
const FEWEST_LINES = 8;
/** What every line can be read in; a file of these is read line by line. */
const WESTERN = /^(windows-1252|iso-8859-1|ascii|utf-8)$/i;

/** A name that `TextDecoder` knows; null for UTF-8, for Western code pages, and for what nothing fits. */
export function detectEncoding(start: Buffer): string | null {
  if (isUtf8(start)) return null;
  const foreign = linesBeyondAscii(start);
  const broken = foreign.filter((line) => !isUtf8(line));
  if (broken.length < FEWEST_LINES || broken.length < foreign.length * MOST) return null;
  const telling = tellingPart(Buffer.concat(foreign.flatMap((line) => [line, Buffer.from("\n")])));
  for (const { name, confidence } of analyse(telling)) {
    if (confidence < SURE) return null;
    if (WESTERN.test(name)) return null;
    if (decodes(telling, name)) return name.toLowerCase();
  }
  return null;
}

/** Encodings that are tried where the same text is at hand in UTF-8. Western ones are read line by line. */
const TRIED =
  "gb18030 big5 shift_jis euc-jp euc-kr windows-1250 windows-1251 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 windows-874 iso-8859-2 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-13 iso-8859-15 iso-8859-16 koi8-r koi8-u ibm866 macintosh windows-1252".split(
    " ",
  );
/** Share of the words beyond ASCII that have to be the other version's. */
const SAME_WORDS = 0.5;

/**
 * The encoding in which most words beyond ASCII are words of another text: the same rows in UTF-8, before or after they
 * were written anew. What a detector takes for Western because most of a row is English is told so without a doubt.
 * @returns null where there is none, and for Western code pages
 */
export function encodingOfSameText(start: Buffer, other: string): string | null {
  const known = wordsBeyondAscii(unescaped(other));
  if (known.size === 0) return null;
  const lines = Buffer.concat(linesBeyondAscii(start).flatMap((line) => [line, Buffer.from("\n")]));
  let best: { readonly name: string; readonly share: number } | null = null;
  for (const name of TRIED) {
    if (!decodes(lines, name)) continue;
    const words = [...wordsBeyondAscii(new TextDecoder(name).decode(lines))];
    const share = words.filter((word) => known.has(word)).length / Math.max(1, words.length);
    if (share >= SAME_WORDS && share > (best?.share ?? 0)) best = { name, share };
  }
  return best === null || WESTERN.test(best.name) ? null : best.name;
}

function wordsBeyondAscii(text: string): ReadonlySet<string> {
  return new Set(text.split(/[\0-/:-@[-`{-\x7f]+/).filter((word) => /[^\0-\x7f]/.test(word)));
}

/** JSON may write all that is not ASCII as `\uXXXX`. */
function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/**
 * Only what is not ASCII tells: a table in English with a few names is mostly silent, and English beside words of another
 * script looks Western. Western letters stand alone within words, so of those the lines tell; those of other scripts in a row.
 */
function tellingPart(lines: Buffer): Buffer {
  const words = lines
    .toString("latin1")
    .split(/[\0-\x20]+/)
    .filter((word) => /[\x80-\xff]/.test(word))
    .join(" ");
  const inRows = words.match(/[\x80-\xff]{2,}/g)?.join("").length ?? 0;
  const all = words.match(/[\x80-\xff]/g)?.length ?? 0;
  return inRows > all / 2 ? Buffer.from(words, "latin1") : lines;
}

/** Whether a text is in a Western code page from its first line to its last: it has signs beyond ASCII, none in UTF-8. */
export function isWestern(start: Buffer): boolean {
  if (isUtf8(start)) return false;
  const foreign = linesBeyondAscii(start);
  return foreign.length >= FEWEST_LINES && !foreign.some(isUtf8) && detectEncoding(start) === null;
}

/** Lines that are whole and hold a byte beyond ASCII. */
function linesBeyondAscii(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < bytes.length && lines.length < 2000; ) {
    const end = bytes.indexOf(10, at);
    const line = bytes.subarray(at, end === -1 ? bytes.length : end);
    if (end === -1 && lines.length > 0) break;
    if (line.some((byte) => byte > 127)) lines.push(line);
    at = end === -1 ? bytes.length : end + 1;
  }
  return lines;
}

function decodes(bytes: Buffer, name: string): boolean {
  try {
    new TextDecoder(name, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
