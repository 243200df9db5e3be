import { createRequire as requireFrom } from "node:module";
const require = requireFrom(import.meta.url);

// src/review/threads/row-thread.ts
import { parentPort } from "node:worker_threads";

// src/text/code-points.ts
var SCRIPTS = [
  ["Latin", /\p{Script=Latin}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
  ["Han", /\p{Script=Han}/u],
  ["Kana", /\p{Script=Hiragana}|\p{Script=Katakana}/u],
  ["Hangul", /\p{Script=Hangul}/u],
  ["Arabic", /\p{Script=Arabic}/u],
  ["Hebrew", /\p{Script=Hebrew}/u],
  ["Devanagari", /\p{Script=Devanagari}/u],
  ["Bengali", /\p{Script=Bengali}/u],
  ["Gurmukhi", /\p{Script=Gurmukhi}/u],
  ["Gujarati", /\p{Script=Gujarati}/u],
  ["Oriya", /\p{Script=Oriya}/u],
  ["Tamil", /\p{Script=Tamil}/u],
  ["Telugu", /\p{Script=Telugu}/u],
  ["Kannada", /\p{Script=Kannada}/u],
  ["Malayalam", /\p{Script=Malayalam}/u],
  ["Sinhala", /\p{Script=Sinhala}/u],
  ["Thai", /\p{Script=Thai}/u],
  ["Lao", /\p{Script=Lao}/u],
  ["Khmer", /\p{Script=Khmer}/u],
  ["Myanmar", /\p{Script=Myanmar}/u],
  ["Tibetan", /\p{Script=Tibetan}/u],
  ["Mongolian", /\p{Script=Mongolian}/u],
  ["Syriac", /\p{Script=Syriac}/u],
  ["Thaana", /\p{Script=Thaana}/u],
  ["Nko", /\p{Script=Nko}/u],
  ["Georgian", /\p{Script=Georgian}/u],
  ["Armenian", /\p{Script=Armenian}/u],
  ["Ethiopic", /\p{Script=Ethiopic}/u],
  ["Cherokee", /\p{Script=Cherokee}/u],
  ["Coptic", /\p{Script=Coptic}/u]
];
var OTHER = SCRIPTS.length + 1;
var NAMES = ["none", ...SCRIPTS.map(([name]) => name), "Other"];
var SCRIPT_COUNT = NAMES.length;
function scriptId(name) {
  return NAMES.indexOf(name);
}
function scriptName(id) {
  return NAMES[id] ?? "Other";
}
var SCRIPT_MASK = 63;
var LETTER = 64;
var MARK = 128;
var EMOJI = 256;
var KNOWN = 32768;
var TABLE_SIZE = 262144;
var table = new Uint16Array(TABLE_SIZE);
var IS_LETTER = /[\p{L}\p{Nl}]/u;
var IS_MARK = /\p{M}/u;
var IS_EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/u;
var NO_SCRIPT = /\p{Script=Common}|\p{Script=Inherited}/u;
function learn(codePoint) {
  const character = String.fromCodePoint(codePoint);
  const letter = IS_LETTER.test(character);
  const mark = IS_MARK.test(character);
  let found = KNOWN;
  if (letter) found |= LETTER;
  if (mark) found |= MARK;
  if (IS_EMOJI.test(character)) found |= EMOJI;
  if (!letter && !mark) return found;
  if (NO_SCRIPT.test(character)) return found;
  const index = SCRIPTS.findIndex(([, pattern]) => pattern.test(character));
  return found | (index < 0 ? OTHER : index + 1);
}
function properties(codePoint) {
  if (codePoint >= TABLE_SIZE) return learn(codePoint);
  const known = table[codePoint];
  if (known !== 0) return known;
  return table[codePoint] = learn(codePoint);
}
var PLAIN_ASCII = /^[\t\n\r\x20-\x7e]*$/;
var ASCII_LETTER = /[A-Za-z]/;
function isPlainAscii(text) {
  return PLAIN_ASCII.test(text);
}
function scriptOfText(text) {
  if (isPlainAscii(text)) return ASCII_LETTER.test(text) ? "Latin" : "none";
  const counts = new Uint32Array(SCRIPT_COUNT);
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i);
    if (codePoint > 65535) i++;
    const script = properties(codePoint) & SCRIPT_MASK;
    counts[script] = counts[script] + 1;
  }
  let best = 0;
  for (let id = 1; id < counts.length; id++) {
    if (counts[id] > (best === 0 ? 0 : counts[best])) best = id;
  }
  return scriptName(best);
}
function codePointLength(text) {
  let length = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 55296 && unit <= 56319) {
      const next = text.charCodeAt(i + 1);
      if (next >= 56320 && next <= 57343) {
        length--;
        i++;
      }
    }
  }
  return length;
}

// src/text/tokens.ts
var OTHER2 = 0;
var WORD = 1;
var SINGLE = 2;
var PUNCTUATION = 3;
var SYMBOL = 4;
var MARK2 = 5;
var IGNORED = 6;
var UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
function classify(character) {
  if (/[\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(character)) return IGNORED;
  if (/\p{M}/u.test(character)) return MARK2;
  if (/[\p{L}\p{N}]/u.test(character)) return UNSPACED.test(character) ? SINGLE : WORD;
  if (/\p{P}/u.test(character)) return PUNCTUATION;
  if (/\p{S}/u.test(character)) return SYMBOL;
  return OTHER2;
}
var asciiClass = Uint8Array.from({ length: 128 }, (_, code) => classify(String.fromCharCode(code)));
var asciiClasses = asciiClass;
var basicPlaneClass = new Uint8Array(65536).fill(255);
basicPlaneClass.set(asciiClass);
function classOf(code) {
  if (code > 65535) return classify(String.fromCodePoint(code));
  const known = basicPlaneClass[code];
  if (known !== 255) return known;
  const found = classify(String.fromCharCode(code));
  basicPlaneClass[code] = found;
  return found;
}
var NON_ASCII = /[^\x00-\x7f]/;
function fold(text) {
  return NON_ASCII.test(text) ? text.normalize("NFKC").toLowerCase().normalize("NFKC") : text.toLowerCase();
}
function forEachToken(folded, visit) {
  const length = folded.length;
  let at = 0;
  while (at < length) {
    const code = folded.codePointAt(at);
    const width = code > 65535 ? 2 : 1;
    const cls = code < 128 ? asciiClass[code] : classOf(code);
    if (cls === OTHER2 || cls === IGNORED || cls === MARK2) {
      at += width;
      continue;
    }
    const start = at;
    at += width;
    if (cls === WORD) {
      at = endOfWord(folded, at);
      visit(start, at, "word");
    } else if (cls === SINGLE) {
      at = endOfSyllable(folded, code, at);
      visit(start, at, "word");
    } else if (cls === SYMBOL) {
      at = skipMarks(folded, at);
      visit(start, at, "symbol");
    } else {
      while (at < length && folded.codePointAt(at) === code) at += width;
      visit(start, at, "punctuation");
    }
  }
}
function skipMarks(folded, from) {
  let at = from;
  while (at < folded.length) {
    const code = folded.codePointAt(at);
    const cls = classOf(code);
    if (cls !== MARK2 && cls !== IGNORED) break;
    at += code > 65535 ? 2 : 1;
  }
  return at;
}
var isVowelBefore = (code) => (code & ~128) >= 3648 && (code & ~128) <= 3652;
var VOWELS_BEHIND = /* @__PURE__ */ new Set([3632, 3634, 3635, 3653, 3760, 3762, 3763]);
var STACKERS = /* @__PURE__ */ new Set([4153, 6098]);
function endOfSyllable(folded, code, from) {
  let at = from;
  if (isVowelBefore(code) && at < folded.length && classOf(folded.charCodeAt(at)) === SINGLE) at++;
  for (; ; ) {
    at = skipMarks(folded, at);
    if (at >= folded.length) return at;
    const next = folded.charCodeAt(at);
    const isStacked = STACKERS.has(folded.charCodeAt(at - 1)) && classOf(next) === SINGLE;
    if (!isStacked && !(isThaiOrLao(code) && VOWELS_BEHIND.has(next))) return at;
    at++;
  }
}
var isThaiOrLao = (code) => code >= 3584 && code <= 3839;
function endOfWord(folded, from) {
  const length = folded.length;
  let at = from;
  while (at < length) {
    const code = folded.charCodeAt(at);
    if (code < 128) {
      if (asciiClass[code] === WORD) at++;
      else if (code === 39 && joinsWord(folded, at + 1)) at++;
      else break;
      continue;
    }
    const point = folded.codePointAt(at);
    const cls = classOf(point);
    const apostrophe = point === 8217 && joinsWord(folded, at + 1);
    if (cls !== WORD && cls !== MARK2 && cls !== IGNORED && !apostrophe) break;
    at += point > 65535 ? 2 : 1;
  }
  return at;
}
function joinsWord(folded, at) {
  if (!isWordAt(folded, at)) return false;
  return folded[at] !== "s" || isWordAt(folded, at + 1);
}
function joinsPlainWord(bytes, at, end) {
  if (at >= end || asciiClass[bytes[at]] !== WORD) return false;
  return (bytes[at] | 32) !== 115 || at + 1 < end && asciiClass[bytes[at + 1]] === WORD;
}
function isWordAt(folded, at) {
  return at < folded.length && classOf(folded.codePointAt(at)) === WORD;
}
var IGNORED_CHARACTERS = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
function tokenText(folded, start, end) {
  const raw = folded.slice(start, end);
  return NON_ASCII.test(raw) ? raw.replace(IGNORED_CHARACTERS, "").replaceAll("\u2019", "'") : raw;
}

// src/text/token-hashes.ts
function hashTokens(text, out) {
  const read = text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
  const count2 = isPlainAscii(read) ? hashAscii(read, out) : hashFolded(fold(read), out);
  if (count2 > 0 || out.length === 0 || read.trim() === "") return count2;
  out[0] = mix(hashUnits(read, 0, read.length));
  return 1;
}
function hashFolded(folded, out) {
  let count2 = 0;
  let previousEnd = -1;
  let previous = 0;
  forEachToken(folded, (start, end, kind) => {
    if (kind === "punctuation" || count2 === out.length) return;
    if (kind === "symbol" && folded.charCodeAt(start) < 128) return;
    if (kind === "word" && start === previousEnd + 1 && APOSTROPHES.includes(folded[previousEnd])) {
      previous = hashToken(folded, start, end, Math.imul(previous ^ APOSTROPHE, PRIME));
      out[count2 - 1] = mix(previous);
      previousEnd = end;
      return;
    }
    const hash = hashToken(folded, start, end);
    const touches = kind === "word" && start === previousEnd;
    out[count2++] = touches ? mix(Math.imul(previous, PRIME) ^ hash) : mix(hash);
    previousEnd = kind === "word" ? end : -1;
    previous = hash;
  });
  return count2;
}
var ASCII_WORD = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[a-z0-9]/i.test(character) ? character.toLowerCase().charCodeAt(0) : 0;
});
var APOSTROPHE = 39;
var APOSTROPHES = "'\u2019";
function hashAscii(text, out) {
  const length = text.length;
  let count2 = 0;
  let hash = SEED;
  let inWord = false;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    const letter = ASCII_WORD[unit];
    if (letter !== 0) {
      hash = Math.imul(hash ^ letter, PRIME);
      inWord = true;
    } else if (inWord) {
      if (unit === APOSTROPHE && i + 1 < length && ASCII_WORD[text.charCodeAt(i + 1)] !== 0) {
        hash = Math.imul(hash ^ APOSTROPHE, PRIME);
        continue;
      }
      if (count2 === out.length) return count2;
      out[count2++] = mix(hash);
      hash = SEED;
      inWord = false;
    }
  }
  if (inWord && count2 < out.length) out[count2++] = mix(hash);
  return count2;
}
var MAX_LENGTH = 16384;
var SEED = 2166136261 | 0;
var PRIME = 16777619;
function hashToken(folded, start, end, from = SEED) {
  let hash = from;
  for (let i = start; i < end; i++) {
    const unit = folded.charCodeAt(i);
    if (unit > 127) {
      const token = tokenText(folded, start, end);
      return hashUnits(token, 0, token.length, from);
    }
    hash = Math.imul(hash ^ unit, PRIME);
  }
  return hash;
}
function hashUnits(text, start, end, from = SEED) {
  let hash = from;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}
function mix(hash) {
  let h = hash ^ hash >>> 16;
  h = Math.imul(h, 2246822507);
  h ^= h >>> 13;
  h = Math.imul(h, 3266489909);
  h = (h ^ h >>> 16) >>> 0;
  return h === 0 ? 1 : h;
}

// src/text/token-table.ts
var PLAIN = /^[\x00-\x7f]*$/;
var UNKNOWN = 0;
var SLOT = 4;
function tokenRun(room) {
  return {
    ids: new Int32Array(256),
    count: 0,
    hashes: new Uint32Array(room),
    hashed: 0,
    hasLetter: false
  };
}
var TokenTable = class _TokenTable {
  #names = [""];
  #isWord = [false];
  #slots;
  /** @param slots those of another table: this one then looks up what that one knows, and knows no names */
  constructor(slots = new Int32Array(SLOT << 12)) {
    this.#slots = slots;
  }
  /** Another table of the same tokens under the same ids, to which others may be added. */
  copy() {
    const copy = new _TokenTable(this.#slots.slice());
    for (let id = 1; id < this.size; id++) {
      copy.#names.push(this.#names[id]);
      copy.#isWord.push(this.#isWord[id]);
    }
    return copy;
  }
  /** The table itself, to be sent to another thread. */
  get slots() {
    return this.#slots;
  }
  /** Number of ids in use, counting `UNKNOWN`: ids are below it. */
  get size() {
    return this.#names.length;
  }
  /** The folded token of an id. */
  name(id) {
    return this.#names[id];
  }
  /** Whether the token is a word (letters or digits) rather than a mark or a symbol. */
  isWord(id) {
    return this.#isWord[id];
  }
  /** The ids of a text's tokens in order, adding those not yet known. */
  add(text) {
    return Uint32Array.from(this.#map(text, true, []));
  }
  /** The same, in `out` (reused by the caller). */
  addTo(text, out) {
    return this.#map(text, true, out);
  }
  /** The ids of a text's tokens in order in `out` (reused by the caller), `UNKNOWN` for those not in the table. */
  lookUp(text, out) {
    return this.#map(text, false, out);
  }
  /**
   * The same for a text that stands in bytes and is ASCII, without making a string of it, together with the hashes
   * that `hashTokens` gives: this runs over every reference row.
   */
  // eslint-disable-next-line max-lines-per-function -- one walk over bytes, done for each base row: calls would cost more than they explain
  lookUpBytes(bytes, start, end, run) {
    if (run.ids.length < end - start) run.ids = new Int32Array((end - start) * 2);
    const { ids, hashes } = run;
    const room = hashes.length;
    const letters = wordLetters;
    const classes = asciiClasses;
    let count2 = 0;
    let hashed = 0;
    let at = start;
    let seen = 0;
    let joint = 0;
    let joined = false;
    let emits = false;
    while (at < end) {
      const first = bytes[at];
      let letter = letters[first];
      if (letter !== 0) {
        const wordStart = at;
        let a2 = SEED_A;
        let b2 = SEED_B;
        for (; ; ) {
          do {
            seen |= letter;
            a2 = Math.imul(a2 ^ letter, PRIME_A);
            b2 = Math.imul(b2, PRIME_B) + letter | 0;
            at++;
            letter = at < end ? letters[bytes[at]] : 0;
          } while (letter !== 0);
          if (at >= end || bytes[at] !== APOSTROPHE2 || !joinsPlainWord(bytes, at + 1, end)) break;
          letter = APOSTROPHE2;
        }
        a2 = finish(a2);
        ids[count2++] = this.#lookUp(a2, b2);
        if (!joined) {
          emits = hashed < room;
          if (emits) hashes[hashed++] = tokenHash(a2);
        } else {
          for (let i = wordStart; i < at; i++) joint = Math.imul(joint ^ foldedByte(bytes[i]), PRIME_A);
          if (emits) hashes[hashed - 1] = tokenHash(finish(joint));
        }
        if (at + 1 < end && bytes[at] === APOSTROPHE2 && letters[bytes[at + 1]] !== 0) {
          if (!joined) joint = fnv(bytes, wordStart, at);
          joint = Math.imul(joint ^ APOSTROPHE2, PRIME_A);
          joined = true;
        } else joined = false;
        continue;
      }
      at++;
      const cls = classes[first];
      if (cls === 0) continue;
      let a = Math.imul(SEED_A ^ first, PRIME_A);
      let b = SINGLE_B + first | 0;
      if (cls === PUNCTUATION) {
        for (; at < end && bytes[at] === first; at++) {
          a = Math.imul(a ^ first, PRIME_A);
          b = Math.imul(b, PRIME_B) + first | 0;
        }
      }
      ids[count2++] = this.#lookUp(finish(a), b);
    }
    run.count = count2;
    run.hashed = hashed;
    run.hasLetter = (seen & 64) !== 0;
  }
  /** The id of a token as `name` gives it; `UNKNOWN` where it was never added. */
  idOf(name) {
    return this.#findClean(name, false, false);
  }
  /** The id of a token that no text can hold (it is not the output of the tokenizer), such as a mark of a row's end. */
  pseudo(name) {
    return this.#findClean(name, true, false);
  }
  #map(text, grow, out) {
    const folded = fold(text);
    const plain = PLAIN.test(folded);
    let count2 = 0;
    forEachToken(folded, (start, end, kind) => {
      const id = plain ? this.#find(folded, start, end, grow, kind === "word") : this.#findClean(tokenText(folded, start, end), grow, kind === "word");
      out[count2++] = id;
    });
    out.length = count2;
    return out;
  }
  #findClean(token, grow, isWord2) {
    return this.#find(token, 0, token.length, grow, isWord2);
  }
  #find(text, start, end, grow, isWord2) {
    let a = SEED_A;
    let b = SEED_B;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, PRIME_A);
      b = Math.imul(b, PRIME_B) + code | 0;
    }
    a = finish(a);
    const known = this.#lookUp(a, b);
    return known !== UNKNOWN || !grow ? known : this.#insert(a, b, text.slice(start, end), isWord2);
  }
  #lookUp(a, b) {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = a << 2 & mask;
    for (; ; ) {
      const id = slots[slot + 2];
      if (id === 0 || slots[slot] === a && slots[slot + 1] === b) return id;
      slot = slot + SLOT & mask;
    }
  }
  #insert(a, b, name, isWord2) {
    const id = this.#names.push(name) - 1;
    this.#isWord.push(isWord2);
    if (id * 2 * SLOT > this.#slots.length) this.#grow();
    this.#place(a, b, id);
    return id;
  }
  #place(a, b, id) {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = a << 2 & mask;
    while (slots[slot + 2] !== 0) slot = slot + SLOT & mask;
    slots[slot] = a;
    slots[slot + 1] = b;
    slots[slot + 2] = id;
  }
  #grow() {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    for (let at = 0; at < before.length; at += SLOT) {
      const id = before[at + 2];
      if (id !== 0) this.#place(before[at], before[at + 1], id);
    }
  }
};
var APOSTROPHE2 = 39;
var SEED_A = 2166136261 | 0;
var PRIME_A = 16777619;
var SEED_B = 2538058380 | 0;
var PRIME_B = 1540483477;
var SINGLE_B = Math.imul(SEED_B, PRIME_B);
var wordLetters = Uint8Array.from(
  { length: 256 },
  (_, byte) => byte < 128 && asciiClasses[byte] === WORD ? String.fromCharCode(byte).toLowerCase().charCodeAt(0) : 0
);
function foldedByte(byte) {
  return wordLetters[byte] === 0 ? byte : wordLetters[byte];
}
function fnv(bytes, start, end) {
  let a = SEED_A;
  for (let i = start; i < end; i++) a = Math.imul(a ^ foldedByte(bytes[i]), PRIME_A);
  return a;
}
function finish(a) {
  let h = a ^ a >>> 16;
  h = Math.imul(h, 2246822507);
  return h ^ h >>> 13;
}
function tokenHash(finished) {
  let h = Math.imul(finished, 3266489909);
  h = (h ^ h >>> 16) >>> 0;
  return h === 0 ? 1 : h;
}

// src/evidence/neighbours/postings.ts
var ENTRY = 4;
function atLeast(threshold, size) {
  return Math.ceil(threshold * size - 1e-9);
}
function sketch(hashes, count2) {
  let low = 0;
  let high = 0;
  for (let i = 0; i < count2; i++) {
    const bit = hashes[i] >>> 26;
    const upper = -(bit >>> 5);
    low |= 1 << bit & ~upper;
    high |= 1 << bit & upper;
  }
  return { low, high };
}
function bits(word) {
  let n = word - (word >>> 1 & 1431655765);
  n = (n & 858993459) + (n >>> 2 & 858993459);
  return Math.imul(n + (n >>> 4) & 252645135, 16843009) >>> 24;
}

// src/evidence/neighbours/smallest.ts
var MANY = 64;
function takeSmallest(values, from, count2) {
  let least = from;
  for (let j = from + 1; j < count2; j++) if (values[j] < values[least]) least = j;
  const value = values[least];
  values[least] = values[from];
  values[from] = value;
  return value;
}

// src/evidence/neighbours/token-vocabulary.ts
var UNKNOWN2 = -1;
var MET = -2;
var SLOT2 = 4;
function openVocabulary(slots, size) {
  const mask = slots.length / SLOT2 - 1;
  function find(hash) {
    let at = hash & mask;
    for (; ; ) {
      const key = slots[at * SLOT2];
      if (key === hash || key === 0) return at * SLOT2;
      at = at + 1 & mask;
    }
  }
  return {
    size,
    slots,
    rank(hash) {
      const at = find(hash);
      return slots[at] === 0 ? UNKNOWN2 : slots[at + 1];
    },
    meet(hash, serial) {
      const at = find(hash);
      if (slots[at] === 0) return UNKNOWN2;
      if (slots[at + 2] === serial) return MET;
      slots[at + 2] = serial;
      return slots[at + 1];
    }
  };
}
function unknownTokens() {
  const mask = 4095;
  const keys = new Uint32Array(mask + 1);
  const stamps = new Uint32Array(mask + 1);
  let serial = 0;
  return {
    clear() {
      serial++;
    },
    /** True when it was not in the set. Holds at most 4,095 hashes: callers bring fewer. */
    add(hash) {
      let slot = hash & mask;
      while (stamps[slot] === serial) {
        if (keys[slot] === hash) return false;
        slot = slot + 1 & mask;
      }
      stamps[slot] = serial;
      keys[slot] = hash;
      return true;
    }
  };
}

// src/evidence/neighbours/similarity-index.ts
var MAX_SET = 1024;
var MAX_COMPARED = 64;
var MAX_SCANNED = 128;
function overlapNeeded(threshold, largestSum) {
  return Uint16Array.from(
    { length: largestSum + 1 },
    (_, sum) => Math.ceil(threshold / (1 + threshold) * sum - 1e-9)
  );
}
function openSimilarityIndex(tables) {
  const { threshold, starts, ranks, postings } = tables;
  const vocabulary = openVocabulary(tables.slots, tables.tokens);
  const { entries } = postings;
  const neededOf = overlapNeeded(threshold, 2 * MAX_SET);
  let serial = 0;
  const tokenStamp = new Uint32Array(vocabulary.size);
  const setStamp = new Uint32Array(starts.length);
  const unknown = unknownTokens();
  let known = new Uint32Array(64);
  function compare(set2, size, needed) {
    const start = starts[set2];
    const end = starts[set2 + 1];
    let shared = 0;
    let allowed = end - start - needed;
    for (let i = start; i < end; i++) {
      if (tokenStamp[ranks[i]] === serial) shared++;
      else if (--allowed < 0) return 0;
    }
    return shared / (end - start + size - shared);
  }
  return {
    probe(hashes, count2, accept) {
      serial++;
      if (known.length < count2) known = new Uint32Array(count2 * 2);
      unknown.clear();
      let hits = 0;
      let misses = 0;
      const mostMisses = (1 - threshold) * count2 + 1e-9;
      for (let i = 0; i < count2; i++) {
        const hash = hashes[i];
        const rank = vocabulary.meet(hash, serial);
        if (rank >= 0) known[hits++] = rank;
        else if (rank === UNKNOWN2 && unknown.add(hash) && ++misses > mostMisses) return;
      }
      const size = hits + misses;
      const least = atLeast(threshold, size);
      if (hits < least || size === 0) return;
      const prefix = hits - least + 1;
      if (hits > MANY) known.subarray(0, hits).sort();
      const { start } = postings;
      let drawn = false;
      let low = 0;
      let high = 0;
      let scanned = 0;
      let compared = 0;
      for (let i = 0; i < prefix; i++) {
        const rank = hits > MANY ? known[i] : takeSmallest(known, i, hits);
        const end = start[rank + 1] * ENTRY;
        for (let p = start[rank] * ENTRY; p < end; p += ENTRY) {
          if (++scanned > MAX_SCANNED) return;
          const place = entries[p + 1];
          const other = place >>> 8;
          const needed = neededOf[size + other];
          if (needed > size - misses - i || needed > other - (place & 255)) continue;
          if (!drawn) {
            drawn = true;
            ({ low, high } = sketch(hashes, count2));
          }
          if (bits(entries[p + 2] & ~low) + bits(entries[p + 3] & ~high) > other - needed) continue;
          const set2 = entries[p];
          if (setStamp[set2] === serial) continue;
          setStamp[set2] = serial;
          if (++compared > MAX_COMPARED) return;
          if (compared === 1) for (let k = 0; k < hits; k++) tokenStamp[known[k]] = serial;
          const similarity = compare(set2, size, needed);
          if (similarity >= threshold) accept(set2, similarity);
        }
      }
    }
  };
}

// src/evidence/base-rows.ts
function baseRowReader({ tokens }) {
  const readText = textReader(new TokenTable(tokens));
  let current = null;
  return (raw, labels, outcomes, path, order) => {
    const { run, plainLength, text } = readText(raw);
    current ??= { run, plainLength, text, labels, outcomes, path, order };
    current.plainLength = plainLength;
    current.labels = labels;
    current.outcomes = outcomes;
    current.path = path;
    current.order = order;
    return current;
  };
}
function textReader(tokens) {
  const found = [];
  const run = tokenRun(MAX_SET);
  let current;
  const text = () => current.text ?? latin1(current);
  const row = { run, plainLength: -1, text };
  return (raw) => {
    current = raw;
    if (raw.text !== null) {
      const ids = tokens.lookUp(raw.text, found);
      if (run.ids.length < ids.length) run.ids = new Int32Array(ids.length * 2);
      run.ids.set(ids);
      run.count = ids.length;
      run.hashed = hashTokens(raw.text, run.hashes);
      row.plainLength = -1;
      return row;
    }
    const length = raw.end - raw.start;
    tokens.lookUpBytes(raw.bytes, raw.start, raw.end, run);
    if (length > MAX_LENGTH || run.hashed === 0) {
      run.hashed = hashTokens(latin1(raw), run.hashes);
    }
    row.plainLength = length;
    return row;
  };
}
function latin1({ bytes, start, end }) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1", start, end);
}

// src/evidence/collectors/collector.ts
function openCollectors(kinds2, plan) {
  const named = Object.entries(kinds2).map(([name, open]) => [name, open(plan)]);
  return {
    each: named.map(([, collector]) => collector),
    parts: () => Object.fromEntries(named.map(([name, collector]) => [name, collector.part()])),
    add(parts) {
      for (const [name, collector] of named) collector.add(parts[name]);
    },
    facts: (changes) => Object.fromEntries(named.map(([name, collector]) => [name, collector.fact(changes)]))
  };
}

// src/collections/number-pool.ts
var CHUNK = 1 << 16;

// src/evidence/neighbours/yardstick.ts
function startSample({ text, labels }) {
  return {
    text,
    labels,
    itself: false,
    duplicates: 0,
    equal: 0,
    closest: 0,
    agrees: false,
    disagrees: false
  };
}
function labelsConflict(a, b) {
  return a.length > 0 && b.length > 0 && !a.some((label) => b.includes(label));
}
function compareSample(sample, text, labels, similarity) {
  const same = similarity === 1 && text === sample.text && String(labels) === String(sample.labels);
  if (same && !sample.itself) {
    sample.itself = true;
    return;
  }
  sample.duplicates++;
  if (similarity === 1) sample.equal++;
  if (similarity > sample.closest) {
    sample.closest = similarity;
    sample.agrees = sample.disagrees = false;
  }
  if (similarity < sample.closest) return;
  if (labelsConflict(labels, sample.labels)) sample.disagrees = true;
  else sample.agrees = true;
}
function mergeSample(sample, other) {
  sample.duplicates += other.duplicates;
  sample.equal += other.equal;
  if (other.closest > sample.closest) {
    sample.closest = other.closest;
    sample.agrees = other.agrees;
    sample.disagrees = other.disagrees;
  } else if (other.closest === sample.closest) {
    sample.agrees ||= other.agrees;
    sample.disagrees ||= other.disagrees;
  }
  if (!other.itself) return;
  if (sample.itself) compareSample(sample, sample.text, sample.labels, 1);
  sample.itself = true;
}
function summarise(samples) {
  return {
    sampled: samples.length,
    duplicated: samples.filter((sample) => sample.duplicates > 0).length,
    conflicting: samples.filter((sample) => sample.disagrees && !sample.agrees).length,
    largest: samples.reduce((most, sample) => Math.max(most, sample.duplicates), 0),
    largestEqual: samples.reduce((most, sample) => Math.max(most, sample.equal), 0)
  };
}

// src/evidence/neighbours/yardstick-search.ts
function yardstickSearch(tables) {
  const groups = tables.rows.map((group) => group.map(startSample));
  const index = openSimilarityIndex(tables.index);
  let matches = [];
  const accept = (set2, similarity) => {
    matches.push({ samples: groups[set2], similarity });
  };
  return {
    part: () => groups,
    addPart(part) {
      part.forEach((samples, group) => {
        samples.forEach((sample, i) => {
          mergeSample(groups[group][i], sample);
        });
      });
    },
    visit({ run, text: textOf2, labels }) {
      if (groups.length === 0) return;
      index.probe(run.hashes, run.hashed, accept);
      if (matches.length === 0) return;
      const text = textOf2();
      for (const { samples, similarity } of matches)
        for (const sample of samples) compareSample(sample, text, labels, similarity);
      matches = [];
    },
    result: () => summarise(groups.flat())
  };
}

// src/evidence/collectors/duplicates.ts
function duplicates(plan) {
  const search = yardstickSearch(plan.yardstick);
  return {
    row(row) {
      search.visit(row);
    },
    part: () => search.part(),
    add: (part) => {
      search.addPart(part);
    },
    fact: () => search.result()
  };
}

// src/evidence/collectors/label-rows.ts
function labelRows({ outcomes: count2 }) {
  const rows = new Float64Array(count2);
  return {
    row({ outcomes }) {
      for (const outcome of outcomes) rows[outcome]++;
    },
    part: () => rows,
    add(part) {
      part.forEach((more, outcome) => rows[outcome] += more);
    },
    fact: () => rows
  };
}

// src/evidence/base-sample.ts
var Stride = class {
  #step;
  #seen = 0;
  #taken = 0;
  constructor(total, wanted) {
    this.#step = Math.max(1, total / wanted);
  }
  take() {
    if (this.#seen++ < this.#taken * this.#step) return false;
    this.#taken++;
    return true;
  }
  /** Whether `take` says yes to the item of this number (from 0), for items that do not come in order. */
  takes(item) {
    let multiple = Math.floor(item / this.#step);
    while (multiple * this.#step > item) multiple--;
    while ((multiple + 1) * this.#step <= item) multiple++;
    return multiple * this.#step > item - 1;
  }
};

// src/collections/count-table.ts
var MOST_DENSE = 1 << 23;
var SMALL = 1 << 16;
function countTable(labels, features) {
  return features !== void 0 && labels * features <= MOST_DENSE ? new DenseCounts(labels, features) : new SparseCounts(labels);
}
var DenseCounts = class {
  #labels;
  #counts;
  constructor(labels, features) {
    this.#labels = labels;
    this.#counts = new Uint32Array(labels * features);
  }
  add(feature, label, by = 1) {
    this.#counts[feature * this.#labels + label] += by;
  }
  parts() {
    return { keys: null, counts: this.#counts };
  }
  addAll({ counts }) {
    for (let i = 0; i < counts.length; i++) this.#counts[i] += counts[i];
  }
  freeze(features) {
    const all = this.#counts;
    const width = this.#labels;
    let used = 0;
    for (let i = 0; i < all.length; i++) if (all[i] !== 0) used++;
    const frozen = emptyCounts(features, used);
    let at = 0;
    for (let f = 0; f < features; f++) {
      for (let label = 0; label < width; label++) {
        const count2 = all[f * width + label] ?? 0;
        if (count2 === 0) continue;
        frozen.entries[2 * at] = label;
        frozen.entries[2 * at++ + 1] = count2;
        frozen.totals[f] += count2;
      }
      frozen.starts[f + 1] = at;
    }
    return frozen;
  }
};
var SparseCounts = class {
  #labels;
  #keys = new Float64Array(1 << 12);
  #counts = new Uint32Array(1 << 12);
  #used = 0;
  /** @param labels number of labels; features may be any non-negative integers below 2⁵³ / labels */
  constructor(labels) {
    this.#labels = labels;
  }
  add(feature, label, by = 1) {
    this.#addKey(feature * this.#labels + label + 1, by);
  }
  parts() {
    return { keys: this.#keys, counts: this.#counts };
  }
  addAll({ keys, counts }, featureOf = (feature) => feature) {
    keys?.forEach((key, i) => {
      if (key === 0) return;
      const feature = Math.floor((key - 1) / this.#labels);
      this.add(featureOf(feature), key - 1 - feature * this.#labels, counts[i]);
    });
  }
  #addKey(key, by) {
    const mask = this.#keys.length - 1;
    let slot = slotOf(key, mask);
    for (; ; ) {
      const found = this.#keys[slot];
      if (found === key) {
        this.#counts[slot] += by;
        return;
      }
      if (found === 0) break;
      slot = slot + 1 & mask;
    }
    this.#keys[slot] = key;
    this.#counts[slot] = by;
    this.#used++;
    if (this.#used * 2 > this.#keys.length) this.#grow();
  }
  #grow() {
    const keys = this.#keys;
    const counts = this.#counts;
    const length = keys.length * (keys.length <= SMALL ? 4 : 2);
    this.#keys = new Float64Array(length);
    this.#counts = new Uint32Array(length);
    const mask = this.#keys.length - 1;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === 0) continue;
      let slot = slotOf(key, mask);
      while (this.#keys[slot] !== 0) slot = slot + 1 & mask;
      this.#keys[slot] = key;
      this.#counts[slot] = counts[i];
    }
  }
  freeze(features) {
    const { starts, entries, totals } = emptyCounts(features, this.#used);
    const keys = this.#keys;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key !== 0) starts[Math.floor((key - 1) / this.#labels) + 1]++;
    }
    for (let f = 0; f < features; f++) starts[f + 1] += starts[f];
    const fill = starts.slice();
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === 0) continue;
      const feature = Math.floor((key - 1) / this.#labels);
      const at = fill[feature]++;
      entries[2 * at] = key - 1 - feature * this.#labels;
      entries[2 * at + 1] = this.#counts[i];
      totals[feature] += this.#counts[i];
    }
    for (let f = 0; f < features; f++) sortByLabel(entries, 2 * starts[f], 2 * starts[f + 1]);
    return { starts, entries, totals };
  }
};
function sortByLabel(entries, start, end) {
  for (let i = start + 2; i < end; i += 2) {
    const label = entries[i];
    const count2 = entries[i + 1];
    let at = i;
    for (; at > start && entries[at - 2] > label; at -= 2) {
      entries[at] = entries[at - 2];
      entries[at + 1] = entries[at - 1];
    }
    entries[at] = label;
    entries[at + 1] = count2;
  }
}
function emptyCounts(features, entries) {
  return {
    starts: new Uint32Array(features + 1),
    entries: new Uint32Array(2 * entries),
    totals: new Uint32Array(features)
  };
}
function slotOf(key, mask) {
  const high = Math.floor(key / 4294967296);
  let h = Math.imul(key | 0, 2654435761) ^ Math.imul(high, 2246822507);
  h ^= h >>> 15;
  h = Math.imul(h, 3266489909);
  h ^= h >>> 13;
  return h & mask;
}

// src/collections/pair-table.ts
var SMALL2 = 1 << 18;
var SLOT3 = 4;
var PairTable = class {
  #slots;
  #size = 0;
  /** @param slots those of another table: this one then looks up what that one knows */
  constructor(slots = new Int32Array(SLOT3 << 10)) {
    this.#slots = slots;
  }
  /** The table itself, to be sent to another thread. */
  get slots() {
    return this.#slots;
  }
  /** Goes through the pairs of a table that was sent here. */
  static forEach(slots, visit) {
    for (let at = 0; at < slots.length; at += SLOT3)
      if (slots[at + 2] !== 0) visit(slots[at], slots[at + 1], slots[at + 2]);
  }
  /** Number of pairs. */
  get size() {
    return this.#size;
  }
  /** The number of a pair, or 0. */
  get(left, right) {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = slotOf2(left, right) & mask;
    for (; ; ) {
      const id = slots[slot + 2];
      if (id === 0 || slots[slot] === left && slots[slot + 1] === right) return id;
      slot = slot + SLOT3 & mask;
    }
  }
  /** The number of a pair, which is added when it is new. */
  add(left, right) {
    const known = this.get(left, right);
    if (known !== 0) return known;
    if (this.#size * 2 * SLOT3 >= this.#slots.length) this.#grow();
    this.#size++;
    this.#put(left, right, this.#size);
    return this.#size;
  }
  #put(left, right, id) {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = slotOf2(left, right) & mask;
    while (slots[slot + 2] !== 0) slot = slot + SLOT3 & mask;
    slots[slot] = left;
    slots[slot + 1] = right;
    slots[slot + 2] = id;
  }
  #grow() {
    const before = this.#slots;
    const slots = new Int32Array(before.length * (before.length <= SMALL2 ? 4 : 2));
    const mask = slots.length - 1;
    for (let at = 0; at < before.length; at += SLOT3) {
      const id = before[at + 2];
      if (id === 0) continue;
      let slot = slotOf2(before[at], before[at + 1]) & mask;
      while (slots[slot + 2] !== 0) slot = slot + SLOT3 & mask;
      slots[slot] = before[at];
      slots[slot + 1] = before[at + 1];
      slots[slot + 2] = id;
    }
    this.#slots = slots;
  }
};
function slotOf2(left, right) {
  let h = Math.imul(left, 2654435761) ^ Math.imul(right, 2246822507);
  h ^= h >>> 15;
  h = Math.imul(h, 3266489909);
  h ^= h >>> 13;
  return h << 2;
}

// src/evidence/content-model/model-counts.ts
var PAIR_BITS = 2 ** 24;
var ModelCounts = class {
  /** Numbers the learned pairs that were met. */
  pairNumbers = new PairTable();
  labelRows;
  rows = 0;
  #learned;
  #words;
  #pairs;
  #wordStamps;
  #pairStamps = new Uint32Array(1 << 10);
  #stamp = 0;
  constructor({ labels, words, pairs }) {
    this.labelRows = new Float64Array(labels);
    this.#learned = pairs;
    this.#words = countTable(labels, words);
    this.#pairs = countTable(labels);
    this.#wordStamps = new Uint32Array(words);
  }
  /** Counts one row, the first `length` of the ids, under one of its labels. */
  add(ids, label, length = ids.length) {
    this.rows++;
    this.labelRows[label]++;
    const stamp = ++this.#stamp;
    const stamps = this.#wordStamps;
    const learned = this.#learned;
    const words = stamps.length;
    let previous = UNKNOWN;
    for (let i = 0; i < length; i++) {
      const id = ids[i] < words ? ids[i] : UNKNOWN;
      if (id !== UNKNOWN) {
        if (stamps[id] !== stamp) {
          stamps[id] = stamp;
          this.#words.add(id, label);
        }
        if (i === 0 || previous !== UNKNOWN) {
          const bit = pairBit(previous, id);
          if ((learned[bit >>> 5] & 1 << (bit & 31)) !== 0) this.#addPair(previous, id, label, stamp);
        }
      }
      previous = id;
    }
  }
  #addPair(left, right, label, stamp) {
    const pair = this.#numberOf(left, right);
    if (this.#pairStamps[pair] === stamp) return;
    this.#pairStamps[pair] = stamp;
    this.#pairs.add(pair, label);
  }
  #numberOf(left, right) {
    const pair = this.pairNumbers.add(left, right);
    if (pair >= this.#pairStamps.length) {
      const stamps = new Uint32Array(pair * 2);
      stamps.set(this.#pairStamps);
      this.#pairStamps = stamps;
    }
    return pair;
  }
  part() {
    return {
      rows: this.rows,
      labelRows: this.labelRows,
      words: this.#words.parts(),
      pairs: this.#pairs.parts(),
      pairSlots: this.pairNumbers.slots
    };
  }
  addPart({ rows, labelRows: labelRows2, words, pairs, pairSlots }) {
    this.rows += rows;
    labelRows2.forEach((more, label) => this.labelRows[label] += more);
    this.#words.addAll(words);
    const own3 = /* @__PURE__ */ new Map();
    PairTable.forEach(pairSlots, (left, right, number) => own3.set(number, this.#numberOf(left, right)));
    this.#pairs.addAll(pairs, (pair) => own3.get(pair));
  }
  /** Rows by word and label, and by pair and label, as counted so far. */
  freeze() {
    return {
      words: this.#words.freeze(this.#wordStamps.length),
      pairs: this.#pairs.freeze(this.pairNumbers.size + 1)
    };
  }
};
function pairBit(left, right) {
  let h = Math.imul(left, 2654435761) ^ Math.imul(right, 2246822507);
  h ^= h >>> 15;
  return Math.imul(h, 3266489909) >>> 8;
}

// src/evidence/collectors/model-rows.ts
var MODEL_ROWS = 6e4;
function modelRows({ model, rows, first }) {
  const counts = new ModelCounts(model);
  const stride = new Stride(rows, MODEL_ROWS);
  return {
    row({ run, outcomes, order }) {
      if (outcomes.length === 0 || !stride.takes(order - first)) return;
      for (const outcome of outcomes) counts.add(run.ids, outcome, run.count);
    },
    part: () => counts.part(),
    add: (part) => {
      counts.addPart(part);
    },
    fact: () => counts
  };
}

// src/evidence/neighbours/best-neighbours.ts
var MOST = 8;
var MOST_ALIKE = 5;
var MOST_OFFERED = MOST + 1;
var KEPT_TEXT = 1e3;
function bestNeighbours() {
  const kept = [];
  let shared = null;
  function displaced(key, similarity, order) {
    let alike = 0;
    let last = -1;
    for (let i = 0; i < kept.length; i++) {
      if (kept[i].key !== key) continue;
      alike++;
      last = i;
    }
    if (alike <= MOST_ALIKE) {
      if (kept.length <= MOST) return -1;
      last = kept.length - 1;
    }
    return isBefore(similarity, order, kept[last]) ? last : null;
  }
  return {
    kept,
    offer({ text, labels, path }, similarity, change, order) {
      if (kept.length > MOST && !isBefore(similarity, order, kept[MOST])) return;
      const key = labels.length === 1 ? `1${labels[0]}` : JSON.stringify(labels);
      const out = displaced(key, similarity, order);
      if (out === null) return;
      if (out >= 0) kept.splice(out, 1);
      const at = kept.findIndex((entry2) => isBefore(similarity, order, entry2));
      const entry = {
        text: change === null ? detach(text) : text,
        labels: [...labels],
        path,
        similarity,
        change,
        order,
        key
      };
      kept.splice(at < 0 ? kept.length : at, 0, entry);
      shared = null;
    },
    without(change) {
      const own3 = kept.findIndex((entry) => entry.change === change);
      if (own3 >= 0)
        return kept.filter((_, i) => i !== own3).slice(0, MOST).map(asNeighbour);
      return shared ??= kept.slice(0, MOST).map(asNeighbour);
    }
  };
}
function isBefore(similarity, order, than) {
  return similarity > than.similarity || similarity === than.similarity && order < than.order;
}
function asNeighbour({ text, labels, similarity, path, change }) {
  return { text, labels, similarity, path, change };
}
function detach(text) {
  return Buffer.from(text.slice(0, KEPT_TEXT), "utf16le").toString("utf16le");
}

// src/evidence/neighbours/change-search.ts
var MOST_LABELS = 4;
var AFTER_REFERENCE = 2 ** 52;
var MOST_LEFT = 16;
function changeSearch({ index: tables, groups, leaving }) {
  const index = openSimilarityIndex(tables);
  const best = /* @__PURE__ */ new Map();
  const bestOf = (set2) => {
    let found = best.get(set2);
    if (found === void 0) best.set(set2, found = bestNeighbours());
    return found;
  };
  const left = /* @__PURE__ */ new Map();
  const hashes = new Uint32Array(MAX_SET);
  let matches = [];
  const accept = (set2, similarity) => {
    matches.push({ set: set2, similarity });
  };
  return {
    visit({ run, text: textOf2, labels, path, order }) {
      index.probe(run.hashes, run.hashed, accept);
      if (matches.length === 0) return;
      const text = textOf2();
      if (!setAside(text, labels, path, order)) offerAll({ text, labels, path }, order);
      matches = [];
    },
    part: () => ({
      best: Array.from(best, ([set2, { kept }]) => [set2, kept]),
      left: [...left]
    }),
    addPart(part) {
      for (const [set2, kept] of part.best)
        for (const { order, change, similarity, ...row } of kept)
          bestOf(set2).offer(row, similarity, change, order);
      for (const [key, rows] of part.left) keepLeft(key, rows);
    },
    result(changes) {
      settle();
      const shown = shownOf(groups, changes);
      const keys = labelKeys(changes);
      const neighbours3 = /* @__PURE__ */ new Map();
      let order = AFTER_REFERENCE;
      let found = [];
      const acceptChange = (set2, similarity) => {
        for (let i = shown.starts[set2]; i < shown.starts[set2 + 1]; i++)
          found.push({ change: shown.changes[i], similarity, order: order++ });
      };
      groups.forEach((group, own3) => {
        found = [];
        index.probe(group.tokens, group.tokens.length, acceptChange);
        const known = best.get(own3);
        best.delete(own3);
        if (known === void 0 && found.length <= 1 && group.changes.length === 1) return;
        const all = known ?? bestNeighbours();
        for (const { change, similarity, order: order2 } of strongest(found, keys))
          all.offer(changes[change].after, similarity, change, order2);
        for (const change of group.changes) {
          const list = all.without(change);
          if (list.length > 0) neighbours3.set(change, list);
        }
      });
      return neighbours3;
    }
  };
  function settle() {
    for (const [key, rows] of left) {
      const [text, labels] = JSON.parse(key);
      index.probe(hashes, hashTokens(text, hashes), accept);
      rows.sort((a, b) => a.order - b.order);
      for (const { path, order } of rows.slice(leaving.get(key))) offerAll({ text, labels, path }, order);
      matches = [];
    }
    left.clear();
  }
  function offerAll(row, order) {
    for (const { set: set2, similarity } of matches) bestOf(set2).offer(row, similarity, null, order);
  }
  function setAside(text, labels, path, order) {
    if (leaving.size === 0) return false;
    const key = rowKey(text, labels);
    if (!leaving.has(key)) return false;
    keepLeft(key, [{ path, order }]);
    return true;
  }
  function keepLeft(key, rows) {
    let known = left.get(key);
    if (known === void 0) left.set(key, known = []);
    known.push(...rows);
    const most = leaving.get(key) + MOST_LEFT;
    if (known.length <= 2 * most) return;
    known.sort((a, b) => a.order - b.order);
    known.length = most;
  }
}
var rowKey = (text, labels) => JSON.stringify([text, labels]);
function strongest(found, keys) {
  if (found.length <= MOST_OFFERED) return found;
  const sorted = found.toSorted((a, b) => b.similarity - a.similarity || a.order - b.order);
  const alike = /* @__PURE__ */ new Map();
  const kept = [];
  for (const one of sorted) {
    const key = keys[one.change];
    const count2 = alike.get(key) ?? 0;
    if (count2 > MOST_ALIKE) continue;
    alike.set(key, count2 + 1);
    if (kept.push(one) === MOST_OFFERED) break;
  }
  return kept;
}
function labelKeys(changes) {
  const numbers = /* @__PURE__ */ new Map();
  return Uint32Array.from(changes, ({ after }) => {
    const key = JSON.stringify(after?.labels);
    const known = numbers.get(key);
    if (known !== void 0) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}
function shownOf(groups, changes) {
  const starts = new Uint32Array(groups.length + 1);
  const shown = [];
  for (const [group, { changes: members }] of groups.entries()) {
    for (const change of representatives(members, changes)) shown.push(change);
    starts[group + 1] = shown.length;
  }
  return { starts, changes: Uint32Array.from(shown) };
}
function representatives(members, changes) {
  if (members.length === 1) return members;
  const seen = /* @__PURE__ */ new Map();
  return members.filter((change) => {
    const key = JSON.stringify(changes[change].after.labels);
    const count2 = seen.get(key) ?? 0;
    if (count2 > MOST_ALIKE || count2 === 0 && seen.size >= MOST_LABELS) return false;
    seen.set(key, count2 + 1);
    return true;
  });
}

// src/evidence/collectors/neighbours.ts
function neighbours(plan) {
  const search = changeSearch(plan.neighbours);
  return {
    row(row) {
      search.visit(row);
    },
    part: () => search.part(),
    add: (part) => {
      search.addPart(part);
    },
    fact: (changes) => search.result(changes)
  };
}

// src/evidence/phrases/phrase-counter.ts
var PhraseCounter = class {
  #walker;
  #table;
  #label = 0;
  /** Made once: a closure for each row would be a million of them. */
  #count = (node) => {
    this.#table.add(node, this.#label);
  };
  constructor(walker, labels) {
    this.#walker = walker;
    this.#table = countTable(labels, walker.tables.nodes);
  }
  /** Counts one row, the first `length` of the ids; a row of several labels counts once for each. */
  add(ids, labels, length = ids.length) {
    for (const label of labels) {
      this.#label = label;
      this.#walker.forEachIn(ids, this.#count, length);
    }
  }
  /** What was counted so far, to be added to another counter of the same phrases. */
  parts() {
    return this.#table.parts();
  }
  addAll(parts) {
    this.#table.addAll(parts);
  }
  /** Counts by node of the trie. */
  finish() {
    return this.#table.freeze(this.#walker.tables.nodes);
  }
};

// src/evidence/phrases/phrase-walker.ts
var LONGEST = 5;
var PAIR_BITS2 = 1 << 19;
function pairBit2(node, token) {
  return (Math.imul(node, 2654435761) ^ Math.imul(token, 2246822507)) >>> 13;
}
var PhraseWalker = class {
  tables;
  #edges;
  #stamps;
  #stamp = 0;
  #buffer = new Int32Array(256);
  constructor(tables) {
    this.tables = tables;
    this.#edges = new PairTable(tables.edges);
    this.#stamps = new Uint32Array(tables.nodes);
  }
  /**
   * Calls `visit(node)` once for each phrase of the trie that the text of these token ids (the first `length`) holds.
   * Most tokens of a reference row begin or continue no phrase, which two look-ups in small arrays tell.
   */
  forEachIn(ids, visit, length = ids.length) {
    const buffer = this.#framed(ids, length);
    const { roots, inner, extended, pairs } = this.tables;
    const edges = this.#edges;
    const stamps = this.#stamps;
    const stamp = ++this.#stamp;
    const end = length + 2;
    for (let start = 0; start < end; start++) {
      const token = buffer[start];
      let node = token < roots.length ? roots[token] : 0;
      if (node === 0) continue;
      if (stamps[node] !== stamp) {
        stamps[node] = stamp;
        visit(node);
      }
      const last = Math.min(end, start + LONGEST);
      for (let i = start + 1; i < last && extended[node] === 1; i++) {
        const next = buffer[i];
        if (next >= inner.length || inner[next] === 0) break;
        const bit = pairBit2(node, next);
        if ((pairs[bit >>> 5] & 1 << (bit & 31)) === 0) break;
        node = edges.get(node, next);
        if (node === 0) break;
        if (stamps[node] === stamp) continue;
        stamps[node] = stamp;
        visit(node);
      }
    }
  }
  /** The ids between the marks of a row's two ends. */
  #framed(ids, length) {
    if (this.#buffer.length < length + 2) this.#buffer = new Int32Array((length + 2) * 2);
    const buffer = this.#buffer;
    buffer[0] = this.tables.opening;
    for (let i = 0; i < length; i++) buffer[i + 1] = ids[i];
    buffer[length + 1] = this.tables.ending;
    return buffer;
  }
};

// src/evidence/collectors/phrase-rows.ts
var UNLABELLED = [0];
function phraseRows(plan) {
  const counter = new PhraseCounter(new PhraseWalker(plan.phrases), Math.max(1, plan.outcomes));
  return {
    row({ run, outcomes }) {
      counter.add(run.ids, plan.outcomes === 0 ? UNLABELLED : outcomes, run.count);
    },
    part: () => counter.parts(),
    add: (part) => {
      counter.addAll(part);
    },
    fact: () => counter.finish()
  };
}

// src/text/look-alikes.ts
var CYRILLIC = "\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04BB\u0501\u051B\u051D\u04AF\u04CF\u0475\u0433\u0451\u0457\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0425\u0423\u0405\u0406\u0408\u051A\u051C\u04AE\u04C0\u0401\u0407\u050C\u042C";
var GREEK = "\u03BF\u03BD\u03C1\u03C5\u03B9\u03F2\u03F3\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03F9";
var ARMENIAN = "\u0570\u0578\u057D\u0585\u0581\u0566\u054F\u053C\u0555\u054D\u0531\u0575\u0584\u0563";
var ASCII = "aceopxyihABEKMHOPCTXY";
function set(letters) {
  return new Set(Array.from(letters, (letter) => letter.codePointAt(0)));
}
var LIKE_LATIN = set(CYRILLIC + GREEK + ARMENIAN);
var LIKE_OTHERS = set(ASCII);
var LATIN = scriptId("Latin");
var PARTNERS = new Set(
  ["Cyrillic", "Greek", "Armenian"].map((s) => scriptId(s))
);
var NEVER_MIXED = /* @__PURE__ */ new Set([scriptId("Cherokee"), scriptId("Coptic")]);
var WATCHED = /* @__PURE__ */ new Set([LATIN, ...PARTNERS, ...NEVER_MIXED]);
var CLEAN = { disguised: false, styled: false };
function watchWords() {
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
        if (codePoint < 128) ascii++;
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
      const mixed = latin > 0 && other > 0 && (otherOnly === 0 || latinOnly === 0 && other > latin);
      const result = { disguised: mixed || latin > 0 && never > 0, styled: styled > 0 && ascii > 0 };
      latin = latinOnly = other = otherOnly = never = ascii = styled = 0;
      return result;
    }
  };
}
function isStyledLetter(codePoint) {
  return codePoint >= 65313 && codePoint <= 65338 || codePoint >= 65345 && codePoint <= 65370 || codePoint >= 8544 && codePoint <= 8575;
}

// src/text/characters.ts
var CHARACTER_CLASSES = [
  "zero-width",
  "bidi-control",
  "tag",
  "variation-selector",
  "control",
  "soft-hyphen",
  "unusual-space",
  "private-use",
  "mixed-script",
  "styled-letter",
  "combining-overload",
  "undecodable"
];
var NONE = [];
function characterClasses(text) {
  if (isPlainAscii(text)) return NONE;
  const found = /* @__PURE__ */ new Set();
  visitCharacterClasses(text, (characterClass) => found.add(characterClass));
  return found.size === 0 ? NONE : CHARACTER_CLASSES.filter((name) => found.has(name));
}
function visitCharacterClasses(text, visit) {
  if (isPlainAscii(text) || !mayHoldOne(text)) return;
  const words = watchWords();
  let previous = 0;
  let marks = 0;
  let scripts = null;
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i);
    if (codePoint > 65535) i++;
    if (words.takes(codePoint)) words.letter(codePoint);
    else if (!isInvisible(codePoint)) endWord(words.end(), previous, visit);
    marks = isPilingMark(codePoint) ? marks + 1 : 0;
    if (marks === OVERLOAD) visit("combining-overload", codePoint);
    if (codePoint > 126 || codePoint < 32) {
      const next = i + 1 < text.length ? text.codePointAt(i + 1) : 0;
      if (codePoint === BLACK_FLAG && SUBDIVISION_FLAGS.has(text.slice(i + 1, i + 1 + FLAG_TAIL))) {
        i += FLAG_TAIL;
      } else {
        scripts ??= scriptsOf(text);
        const name = classOf2(codePoint, previous, next, scripts);
        if (name !== null) visit(name, codePoint);
      }
    }
    previous = codePoint;
  }
  endWord(words.end(), previous, visit);
}
var SUSPECT_UNIT = /[^\t\n\r\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u061b\u061d-\u115e\u1161-\u167f\u1681-\u17b3\u17b6-\u180a\u1810-\u1aaf\u1b00-\u1dbf\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u27ff\u2801-\u2fff\u3001-\u3163\u3165-\ud7ff\uf900-\ufdcf\ufdf0-\ufdff\ufe10-\ufefe\uff00-\uff9f\uffa1-\uffef]/;
var LATIN2 = "\\p{Script=Latin}";
var PARTNERS2 = "\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Script=Armenian}\\p{Script=Cherokee}\\p{Script=Coptic}\\u2160-\\u217f\\uff21-\\uff5a";
var SCRIPTS_TOUCH = new RegExp(`[${LATIN2}][${PARTNERS2}]|[${PARTNERS2}][${LATIN2}]`, "u");
function mayHoldOne(text) {
  return SUSPECT_UNIT.test(text) || SCRIPTS_TOUCH.test(text);
}
function endWord(word, last, visit) {
  if (word.disguised) visit("mixed-script", last);
  if (word.styled) visit("styled-letter", last);
}
var RIGHT_TO_LEFT = /(?=\p{L})[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
var EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
var MONGOLIAN = /(?=\p{L})\p{Script=Mongolian}/u;
function scriptsOf(text) {
  return {
    rightToLeft: RIGHT_TO_LEFT.test(text),
    eastAsian: EAST_ASIAN.test(text),
    mongolian: MONGOLIAN.test(text)
  };
}
var BLACK_FLAG = 127988;
var SUBDIVISION_FLAGS = new Set(
  ["gbeng", "gbsct", "gbwls"].map((region) => `${asTags(region)}\u{E007F}`)
);
var FLAG_TAIL = 12;
function asTags(ascii) {
  return Array.from(ascii, (c) => String.fromCodePoint(917504 + c.charCodeAt(0))).join("");
}
var OVERLOAD = 4;
function isPilingMark(codePoint) {
  return codePoint >= 768 && codePoint <= 879 || codePoint >= 6832 && codePoint <= 6911 || codePoint >= 7616 && codePoint <= 7679 || codePoint >= 8400 && codePoint <= 8447;
}
var scriptIds = (...names) => new Set(names.map((name) => scriptId(name)));
var JOINING = scriptIds(
  "Arabic",
  "Syriac",
  "Mongolian",
  "Nko",
  "Devanagari",
  "Bengali",
  "Gurmukhi",
  "Gujarati",
  "Oriya",
  "Tamil",
  "Telugu",
  "Kannada",
  "Malayalam",
  "Sinhala",
  "Khmer",
  "Myanmar",
  "Tibetan"
);
var SPACELESS = scriptIds("Thai", "Lao", "Khmer", "Myanmar", "Tibetan");
var HAN = scriptId("Han");
var ZERO_WIDTH = /* @__PURE__ */ new Set([8203, 8204, 8205, 8288, 8289, 8290, 8291, 8292, 8293, 65279]);
var ZERO_WIDTH_MARKS = /* @__PURE__ */ new Set([847, 6068, 6069]);
var DIRECTION_MARKS = /* @__PURE__ */ new Set([8206, 8207, 1564]);
var BLANK_LETTERS = /* @__PURE__ */ new Set([4447, 4448, 12644, 65440, 10240]);
function isInvisible(codePoint) {
  return codePoint === 173 || ZERO_WIDTH.has(codePoint) || ZERO_WIDTH_MARKS.has(codePoint) || DIRECTION_MARKS.has(codePoint) || isBidiControl(codePoint) || isTag(codePoint) || isRareFormat(codePoint) || isVariationSelector(codePoint);
}
var isBidiControl = (c) => c >= 8234 && c <= 8238 || c >= 8294 && c <= 8303;
var isTag = (c) => c >= 917504 && c <= 917631;
var isRareFormat = (c) => c >= 65520 && c <= 65528 || c >= 78896 && c <= 78911 || c >= 113824 && c <= 113827 || c >= 119155 && c <= 119162 || c >= 917632 && c <= 921599 && !isVariationSelector(c);
var isVariationSelector = (c) => c >= 65024 && c <= 65039 || c >= 917760 && c <= 917999;
function classOf2(c, previous, next, scripts) {
  if (c < 32) return c === 9 || c === 10 || c === 13 ? null : "control";
  if (c === 160) return "unusual-space";
  if (c < 160) return "control";
  if (c === 173) return "soft-hyphen";
  if (c < 768) return null;
  if (ZERO_WIDTH.has(c)) return isOrdinaryJoiner(c, previous, next) ? null : "zero-width";
  if (ZERO_WIDTH_MARKS.has(c) || isRareFormat(c)) return "zero-width";
  if (DIRECTION_MARKS.has(c)) return scripts.rightToLeft ? null : "zero-width";
  if (c >= 6155 && c <= 6159) return scripts.mongolian ? null : "zero-width";
  if (isBidiControl(c)) return "bidi-control";
  if (isTag(c)) return "tag";
  if (isVariationSelector(c)) return isOrdinarySelector(c, previous, next) ? null : "variation-selector";
  if (isUnusualSpace(c, scripts)) return "unusual-space";
  if (c >= 119808 && c <= 120779) return "styled-letter";
  if (c >= 57344 && c <= 63743 || c >= 983040 && (c & 65535) < 65534) return "private-use";
  if (c >= 65529 && c <= 65531) return "control";
  if (c === 65533 || c >= 55296 && c <= 57343 || isNoncharacter(c)) return "undecodable";
  return null;
}
var isNoncharacter = (c) => (c & 65534) === 65534 || c >= 64976 && c <= 65007;
function isUnusualSpace(c, scripts) {
  if (c === 12288) return !scripts.eastAsian;
  if (c >= 8192 && c <= 8202 || c === 8232 || c === 8233) return true;
  return c === 8239 || c === 8287 || c === 5760 || BLANK_LETTERS.has(c);
}
function isOrdinaryJoiner(c, previous, next) {
  const before = properties(previous);
  if (c === 8203) return SPACELESS.has(before & SCRIPT_MASK);
  if (c !== 8204 && c !== 8205) return false;
  if (JOINING.has(before & SCRIPT_MASK)) return true;
  const pictured = (before & EMOJI) !== 0 || previous === 65039;
  return c === 8205 && pictured && (properties(next) & EMOJI) !== 0;
}
function isOrdinarySelector(c, previous, next) {
  const before = properties(previous);
  if ((before & SCRIPT_MASK) === HAN) return c <= 65026 || c >= 917760;
  if (c !== 65038 && c !== 65039) return false;
  const keycap = previous >= 48 && previous <= 57 || previous === 35 || previous === 42;
  if (keycap) return next === 8419;
  return (before & EMOJI) !== 0 || TAKES_EMOJI_FORM.test(String.fromCodePoint(previous));
}
var TAKES_EMOJI_FORM = /\p{Emoji}/u;

// src/evidence/text-statistics.ts
function lengthBucket(length) {
  return length < 2 ? 0 : 31 - Math.clz32(length);
}
var ASCII_LETTER2 = /[A-Za-z]/;
function textStatistics() {
  let rows = 0;
  const classes = /* @__PURE__ */ new Map();
  const buckets = [];
  const scripts = /* @__PURE__ */ new Map();
  let latin = 0;
  let none = 0;
  const addLength = (length) => {
    const bucket = lengthBucket(length);
    while (buckets.length <= bucket) buckets.push(0);
    buckets[bucket] += 1;
  };
  const addPlain = (length, hasLetter) => {
    addLength(length);
    if (hasLetter) latin++;
    else none++;
  };
  return {
    addPlain(length, hasLetter) {
      rows++;
      addPlain(length, hasLetter);
    },
    part: () => ({ rows, classes, buckets, scripts, latin, none }),
    addPart(part) {
      rows += part.rows;
      latin += part.latin;
      none += part.none;
      while (buckets.length < part.buckets.length) buckets.push(0);
      part.buckets.forEach((count2, bucket) => buckets[bucket] += count2);
      for (const [name, { rows: more, first }] of part.classes) count(classes, name, more, first);
      for (const [name, { rows: more, first }] of part.scripts) count(scripts, name, more, first);
    },
    add(text, order = rows) {
      rows++;
      if (isPlainAscii(text)) {
        addPlain(text.length, ASCII_LETTER2.test(text));
        return;
      }
      addLength(codePointLength(text));
      count(scripts, scriptOfText(text), 1, order);
      for (const name of characterClasses(text)) count(classes, name, 1, order);
    },
    result() {
      const scriptRows = inOrder(scripts);
      if (latin > 0) scriptRows.set("Latin", (scriptRows.get("Latin") ?? 0) + latin);
      if (none > 0) scriptRows.set("none", (scriptRows.get("none") ?? 0) + none);
      return { rows, characterClassRows: inOrder(classes), lengthBuckets: [...buckets], scriptRows };
    }
  };
}
function count(names, name, rows, first) {
  const known = names.get(name);
  if (known === void 0) names.set(name, { rows, first });
  else {
    known.rows += rows;
    known.first = Math.min(known.first, first);
  }
}
function inOrder(names) {
  return new Map([...names].sort((a, b) => a[1].first - b[1].first).map(([name, { rows }]) => [name, rows]));
}

// src/evidence/collectors/text-form.ts
function textForm() {
  const text = textStatistics();
  return {
    row(row) {
      if (row.plainLength >= 0) text.addPlain(row.plainLength, row.run.hasLetter);
      else text.add(row.text(), row.order);
    },
    part: () => text.part(),
    add: (part) => {
      text.addPart(part);
    },
    fact: () => text.result()
  };
}

// src/evidence/collectors/index.ts
var baseCollectors = {
  referenceText: textForm,
  referenceDuplicates: duplicates
};
var changeCollectors = { neighbours };
var reviewCollectors = { ...baseCollectors, ...changeCollectors };
var groupCollectors = {
  phraseCounts: phraseRows,
  referenceLabels: labelRows,
  modelCounts: modelRows
};

// src/text/fold-label.ts
var TRUTH = { true: "1", false: "0" };
var LEAST_LETTERS = 5;
var MOST_COMPARED = 200;
var LEAST_ABBREVIATION = 2;
function foldLabel(label) {
  const folded = label.normalize("NFKC").toLowerCase().normalize("NFKC").replace(
    /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu,
    (character) => /\s/.test(character) ? " " : ""
  ).replace(/[\s_\-./]+/g, " ").trim();
  const number = numberIn(label);
  if (number !== null) return number;
  return TRUTH[folded] ?? folded.replace(/^[\p{P}\s]+(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])[\p{P}\s]+$/gu, "");
}
function numberIn(label) {
  const text = label.normalize("NFKC").replace(/[\s\p{Cf}_]/gu, "");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? String(Number(text)) : null;
}
function labelFolder(established) {
  const known = new Set(established);
  const byFold = /* @__PURE__ */ new Map();
  for (const label of known) byFold.set(foldLabel(label), byFold.has(foldLabel(label)) ? null : label);
  const remembered2 = /* @__PURE__ */ new Map();
  return (label) => {
    if (known.has(label)) return null;
    let found = remembered2.get(label);
    if (found === void 0) remembered2.set(label, found = meant(foldLabel(label)));
    return found;
  };
  function meant(folded) {
    const equal = byFold.get(folded);
    if (equal !== void 0) return equal;
    if (/\p{N}/u.test(folded)) return null;
    if (byFold.size > MOST_COMPARED) return null;
    const like = [...byFold].filter(
      ([other]) => isAbbreviation(folded, other) || isOneLetterOff(folded, other)
    );
    return like.length === 1 ? like[0][1] : null;
  }
}
function isAbbreviation(short, long) {
  return short.length >= LEAST_ABBREVIATION && short.length < long.length && long.startsWith(short);
}
function isOneLetterOff(a, b) {
  if (Math.min(a.length, b.length) < LEAST_LETTERS || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [left, right] = [a.slice(start), b.slice(start)];
  return left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1) || left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
}

// src/evidence/labels/label-space.ts
function labelSpace({ names, bounds, middle, rows, facet }) {
  if (bounds !== null) {
    const indexOf = (label) => rangeOf(bounds, Number(foldLabel(label)));
    const isHalves = bounds.length === 1 && middle !== null;
    return { names, indexOf, none: -1, isTested: (label) => indexOf(label) >= 0, rows, isHalves };
  }
  const known = new Map(names.map((name, index) => [name, rows[index]]));
  const meant = labelFolder(names);
  const nameOf = (label) => known.has(label) ? label : meant(label) ?? label;
  const own3 = facet === null ? names : [...facet.labels].sort();
  const numbers = new Map(own3.map((name, index) => [name, index]));
  const hasNone = facet !== null && facet.none !== null;
  return {
    names: hasNone ? [...own3, facet.none] : own3,
    indexOf: (label) => numbers.get(nameOf(label)) ?? -1,
    none: hasNone ? own3.length : -1,
    isTested: (label) => known.has(nameOf(label)),
    rows: own3.map((name) => known.get(name)),
    isHalves: false
  };
}
function labelNumbers(space) {
  const none = space.none < 0 ? [] : [space.none];
  return remembered((labels) => {
    const found = new Set(labels.map((label) => space.indexOf(label)).filter((index) => index >= 0));
    if (found.size > 0) return [...found];
    return labels.length === 0 || labels.some(space.isTested) ? none : [];
  });
}
function baseNumbers(space) {
  const all = labelNumbers(space);
  return remembered((labels) => {
    const found = all(labels);
    if (found.length < 2) return found;
    return [[...found].sort((a, b) => space.rows[a] - space.rows[b] || a - b)[0]];
  });
}
function remembered(work) {
  const known = /* @__PURE__ */ new WeakMap();
  return (labels) => {
    let found = known.get(labels);
    if (found === void 0) known.set(labels, found = work(labels));
    return found;
  };
}
function rangeOf(bounds, value) {
  if (!Number.isFinite(value)) return -1;
  const found = bounds.findIndex((bound) => value <= bound);
  return found === -1 ? bounds.length : found;
}

// src/evidence/since/rows-since.ts
var { referenceText, neighbours: neighbours2 } = reviewCollectors;
var kinds = {
  referenceText: () => referenceText(),
  neighbours: (plan) => neighbours2({ neighbours: plan.neighbours }),
  phraseCounts: ({ group }) => groupCollectors.phraseCounts(group),
  referenceLabels: ({ group }) => groupCollectors.referenceLabels(group),
  modelCounts: ({ group }) => groupCollectors.modelCounts(group)
};
function rowsSince(plan) {
  const counted = openCollectors(kinds, plan);
  const aside = /* @__PURE__ */ new Map();
  const show = (row) => {
    for (const collector of counted.each) collector.row(row);
  };
  const waits = (row) => {
    if (!plan.marks.has(markOf(row.run))) return false;
    const { labels, outcomes, path, order } = row;
    const text = row.text();
    const key = rowKey2(text, labels);
    const most = plan.came.get(key);
    if (most === void 0) return false;
    const known = aside.get(key) ?? [];
    aside.set(key, known);
    return known.length < most && known.push({ text, labels: [...labels], outcomes, path, order }) > 0;
  };
  return {
    row(row) {
      if (!waits(row)) show(row);
    },
    part: () => ({ counted: counted.parts(), aside }),
    add(part) {
      counted.add(part.counted);
      for (const [key, rows] of part.aside) aside.set(key, [...aside.get(key) ?? [], ...rows]);
    },
    fact(changes) {
      const read = baseRowReader(plan.group);
      const stayed = [...aside].flatMap(([key, rows]) => inOrder2(rows).slice(0, -plan.came.get(key)));
      for (const { text, labels, outcomes, path, order } of [...stayed, ...plan.gone])
        show(read({ bytes: NONE2, start: 0, end: 0, text }, labels, outcomes, path, order));
      return counted.facts(changes);
    }
  };
}
var sinceCollectors = { since: rowsSince };
var NONE2 = new Uint8Array(0);
var inOrder2 = (rows) => rows.toSorted((a, b) => a.order - b.order);
var rowKey2 = (text, labels) => JSON.stringify([text, labels]);
function markOf({ hashes, hashed }) {
  let mark = hashed;
  for (let i = 0; i < hashed; i++) mark = mark + hashes[i] | 0;
  return mark;
}

// src/evidence/row-share.ts
function shareCounter({ path, first, review, group, since }) {
  const ofReview = openCollectors(reviewCollectors, review);
  const ofGroup = openCollectors(groupCollectors, group);
  const along = since && openCollectors(sinceCollectors, since);
  const all = [...ofReview.each, ...ofGroup.each, ...along?.each ?? []];
  const readRow = baseRowReader(group);
  const space = group.labels && labelSpace(group.labels);
  const outcomesOf = space && baseNumbers(space);
  return {
    visit(raw, labels, _, number) {
      const row = readRow(raw, labels, outcomesOf?.(labels) ?? NONE3, path, first + number);
      for (const collector of all) collector.row(row);
    },
    result: () => ({ ...ofReview.parts(), ...ofGroup.parts(), ...along?.parts() })
  };
}
var NONE3 = [];

// src/rows/base/plain-rows.ts
import { isUtf8 } from "node:buffer";

// src/rows/columns/conversations.ts
var ASSISTANT = /^(assistant|gpt|bot|model|chatgpt|ai|function_call|tool_call|response|answer)$/i;
var ANSWERER = /^(assistant|gpt|bot|model|chatgpt|ai|system|agent|wizard|sys|expert|therapist)$/i;
function turnsOf(value) {
  if (typeof value === "string") return turnsInText(value);
  if (!Array.isArray(value) || value.length === 0) return null;
  const turns = [];
  for (const item of value) {
    const turn = turnOf(item);
    if (turn === null) return null;
    turns.push(turn);
  }
  return turns;
}
function side(turns, assistant) {
  return turns.filter((turn) => turn.assistant === assistant).map((turn) => turn.content).join("\n");
}
function turnOf(item) {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return null;
  const role = own(item, "role") ?? own(item, "from");
  const speaker = own(item, "speaker");
  const who = role ?? speaker;
  const said2 = ["content", "value", "text", "parts", "utterance"].map((key) => own(item, key)).find((part) => part !== void 0);
  const calls = callsIn(own(item, "tool_calls") ?? own(item, "function_call"));
  if (typeof who !== "string" || said2 === void 0 && calls.length === 0) return null;
  const assistant = (role === void 0 ? ANSWERER : ASSISTANT).test(who);
  return { assistant, content: [...partsOf(said2), ...calls].join("\n") };
}
function partsOf(said2) {
  if (said2 === void 0 || said2 === null || said2 === "") return [];
  if (typeof said2 !== "object") return [String(said2)];
  if (Array.isArray(said2)) return said2.flatMap(partsOf);
  const call = own(said2, "functionCall") ?? own(said2, "function_call");
  if (call !== void 0) return callsIn(call);
  const text = own(said2, "text");
  return typeof text === "string" ? [text] : Object.values(said2).flatMap(partsOf);
}
function callsIn(calls) {
  if (typeof calls !== "object" || calls === null) return [];
  if (Array.isArray(calls)) return calls.flatMap(callsIn);
  const call = own(calls, "function") ?? calls;
  if (typeof call !== "object" || Array.isArray(call)) return [];
  const name = own(call, "name");
  if (typeof name !== "string") return [];
  const given = own(call, "arguments") ?? own(call, "args") ?? own(call, "input");
  const written = given === void 0 ? "" : typeof given === "string" ? given : JSON.stringify(given);
  return [/^\s*(\{\s*\})?\s*$/.test(written) ? `call ${name}` : `call ${name} ${written}`];
}
var MARKERS = [
  /<\|im_start\|>\s*(?<who>\w+)\s*\n?/g,
  /<\|start_header_id\|>\s*(?<who>\w+)\s*<\|end_header_id\|>\s*/g,
  /<start_of_turn>\s*(?<who>\w+)\s*\n?/g,
  /<\|(?<who>user|assistant|system|human|bot|prompter)\|>:?\s*/gi,
  /#{2,4}\s*(?<who>Human|User|Assistant|AI|Bot|GPT|System|Instruction|Input|Response|Answer|Output|Question)\s*:[ \t]*/g,
  /(?:^|\n)\s*(?:#{1,4}\s*)?(?<who>Human|User|Assistant|AI|Bot|GPT|Chatbot|System|Instruction|Input|Response|Answer|Output|Question|Q|A)\s*:[ \t]*/g
];
var ENDS = /<\|im_end\|>|<\|eot_id\|>|<end_of_turn>|<\|end(of(text|_turn))?\|>|<\/?s>|<\|begin_of_text\|>/g;
var ANSWERS = /^(assistant|ai|bot|gpt|chatbot|model|response|answer|output|a)$/i;
function turnsInText(text) {
  if (text.length > 1 << 20) return null;
  const found = text.includes("[/INST]") ? instructions(text) : listInText(text) ?? marked(text);
  return found?.some(({ assistant }) => assistant) && found.some(({ assistant }) => !assistant) ? found : null;
}
function instructions(text) {
  return text.split("[INST]").flatMap((part) => {
    const [asked, ...answered] = part.split("[/INST]");
    if (answered.length === 0) return said(false, part);
    return [...said(false, asked), { assistant: true, content: bare(answered.join("\n")) }];
  });
}
function listInText(text) {
  if (!/^\s*\[\s*\{/.test(text)) return null;
  try {
    return turnsOf(JSON.parse(text));
  } catch {
    return null;
  }
}
function marked(text) {
  for (const marker of MARKERS) {
    const marks = [...text.matchAll(marker)];
    if (marks.length < 2 || ANSWERS.test(marks[0].groups["who"])) continue;
    const before = said(false, text.slice(0, marks[0].index));
    return before.concat(
      marks.map((mark, i) => ({
        assistant: ANSWERS.test(mark.groups["who"]),
        content: bare(text.slice(mark.index + mark[0].length, marks[i + 1]?.index))
      }))
    );
  }
  return null;
}
function said(assistant, text) {
  const content = bare(text);
  return content === "" ? [] : [{ assistant, content }];
}
function bare(text) {
  return text.replace(ENDS, " ").trim();
}
function own(value, key) {
  return Object.hasOwn(value, key) ? value[key] : void 0;
}

// src/model/options.ts
var NO_FLAG = "none of them";
var TAGS = { kinds: "tag labels", words: "tagged words" };

// src/rows/formats/tokens/tags.ts
var { kinds: KIND_COLUMN, words: WORDS_COLUMN } = TAGS;
var PLACE = /^([BIESLUMO])[-_](?=.)/;
function isOutside(tag) {
  return tag === "O" || tag === "0" || tag === "" || tag === "_" || tag === "-";
}
function isPlaced(tag) {
  return PLACE.test(tag);
}
function kindOf(tag) {
  return tag.replace(PLACE, "");
}
function kindsOf(tags) {
  const kinds2 = [...new Set(tags.filter((tag) => !isOutside(tag)).map(kindOf))];
  return kinds2.length === 0 && tags.length > 0 ? [NO_FLAG] : kinds2;
}

// src/rows/columns/joined-labels.ts
var TAGGED = " ";
function tagsIn(value) {
  if (!/^[\s['"]*[BIESLUMO0_-]/.test(value)) return null;
  const tags = value.split(/[\s,;[\]'"]+/).filter((tag) => tag !== "");
  return tags.length > 1 && tags.every((tag) => isPlaced(tag) || isOutside(tag)) ? tags : null;
}
function labelsJoined(value, sign) {
  if (sign === TAGGED) return kindsOf(tagsIn(value) ?? [value]);
  return value.split(sign).map((part) => part.trim()).filter((part) => part !== "");
}

// src/rows/columns/label-vector.ts
function labelsOfVector(cell, length, column) {
  const vector = vectorIn(cell);
  if (vector?.length !== length) return null;
  const most = Math.max(...vector);
  const set2 = areFlags(vector) ? vector.flatMap((flag, place) => flag === 1 ? [place] : []) : [vector.indexOf(most)];
  return set2.length === 0 ? [NO_FLAG] : set2.map((place) => `${column}[${String(place)}]`);
}
function vectorIn(cell) {
  let items;
  if (Array.isArray(cell)) items = cell;
  else if (typeof cell === "string" && cell.length < 1e4 && /^\s*\[[\d.,\s]+\]\s*$/.test(cell))
    items = (cell.match(/[\d.]+/g) ?? []).map(Number);
  else return null;
  return items.every((item) => typeof item === "number" && item >= 0 && item <= 1) ? items : null;
}
function areFlags(vector) {
  return vector.every((value) => value === 0 || value === 1);
}

// src/rows/columns/roles.ts
var NO_LABELS = [];
var MAX_INTERNED = 65536;
function roleReader(columns, aliases) {
  const interned = /* @__PURE__ */ new Map();
  const value = (fields, name) => {
    const found = own2(fields, name);
    const alias = found === void 0 ? aliases.get(name) : void 0;
    return alias === void 0 ? found : own2(fields, alias);
  };
  const isChat = columns.response !== null && columns.text.includes(columns.response);
  const labelCell = (fields, name) => isChat && name === columns.response ? responseOf(value(fields, name), true) : value(fields, name);
  const read = (fields) => ({
    text: textOf(
      columns.text.map((name) => value(fields, name)),
      isChat
    ),
    labels: columns.label === null ? NO_LABELS : labelsOf(labelCell(fields, columns.label), interned, columns),
    response: columns.response === null ? null : responseOf(value(fields, columns.response), isChat)
  });
  return Object.assign(read, { columns, isAliased: aliases.size > 0 || isChat });
}
function own2(fields, key) {
  return Object.hasOwn(fields, key) ? fields[key] : void 0;
}
function textOf(values, isChat) {
  if (values.length === 1) return textValue(values[0], isChat);
  return values.map((value) => textValue(value, isChat)).filter((text) => text !== "").join("\n");
}
function textValue(value, isChat) {
  if (typeof value === "string" && !isChat) return value;
  const turns = turnsOf(value);
  return turns ? side(turns, false) : leaves(value);
}
function responseOf(value, isChat) {
  if (typeof value === "string" && !isChat) return value;
  if (value === void 0 || value === null) return null;
  const turns = turnsOf(value);
  if (turns) return side(turns, true);
  return typeof value === "string" ? "" : leaves(value);
}
function leaves(value) {
  if (value === void 0 || value === null) return "";
  if (typeof value !== "object") return String(value);
  return stringsIn(value).join("\n");
}
function stringsIn(value) {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  if (!Array.isArray(value) && typeof own2(value, "text") === "string") return [value["text"]];
  return Object.values(value).flatMap(stringsIn);
}
function labelsOf(value, interned, { label, labelVector, labelSign }) {
  if (value === void 0 || value === null || value === "") return NO_LABELS;
  const key = typeof value === "string" ? value : JSON.stringify(value);
  const known = interned.get(key);
  if (known) return known;
  const vector = labelVector === void 0 ? null : labelsOfVector(value, labelVector, label);
  const labels = Object.freeze(vector ?? labelNamesOf(separated(value, labelSign)));
  if (interned.size < MAX_INTERNED) interned.set(key, labels);
  return labels;
}
function separated(value, sign) {
  const parts = typeof value === "string" && sign !== void 0 ? labelsJoined(value, sign) : [];
  return parts.length > 1 || sign === TAGGED ? parts : value;
}
function labelNamesOf(value) {
  if (typeof value === "string") {
    const text = value.trim();
    const list = text.startsWith("[") && text.endsWith("]") ? parseList(text) : null;
    return list ?? (text === "" ? [] : [canonicalLabel(text)]);
  }
  if (value === null) return [];
  if (typeof value !== "object") return [String(value)];
  if (Array.isArray(value)) return [...new Set(value.flatMap(labelNamesOf))];
  return flagNames(value) ?? likelyNames(value) ?? namedLabel(value) ?? [JSON.stringify(value)];
}
function canonicalLabel(text) {
  return /^-?\d{1,15}\.0+$/.test(text) ? text.slice(0, text.indexOf(".")) : text;
}
function parseList(text) {
  if (text.length > 1e4 || text.includes("[", 1)) return null;
  for (const candidate of [text, text.replace(/'/g, '"')]) {
    try {
      const value = JSON.parse(candidate);
      if (Array.isArray(value)) return labelNamesOf(value);
    } catch {
    }
  }
  return null;
}
function flagNames(value) {
  const entries = Object.entries(value);
  const areFlags2 = entries.every(([, flag]) => typeof flag === "boolean" || flag === 0 || flag === 1);
  return areFlags2 ? entries.filter(([, flag]) => flag === true || flag === 1).map(([name]) => name) : null;
}
function likelyNames(value) {
  const entries = Object.entries(value);
  const shares = entries.map(([, share2]) => typeof share2 === "number" ? share2 : NaN);
  if (entries.length < 2 || !shares.every((share2) => share2 >= 0 && share2 <= 1)) return null;
  const sum = shares.reduce((total, share2) => total + share2, 0);
  if (Math.abs(sum - 1) < 0.02) return [entries[shares.indexOf(Math.max(...shares))][0]];
  return entries.filter((_, i) => shares[i] >= 0.5).map(([name]) => name);
}
function namedLabel(value) {
  const key = ["label", "name", "class", "category", "value"].find(
    (name) => typeof own2(value, name) === "string"
  );
  const others = Object.entries(value).filter(([name]) => name !== key);
  const list = others[0]?.[1];
  if (key === void 0 && others.length === 1 && Array.isArray(list)) return labelNamesOf(list);
  return key !== void 0 && others.every(([, other]) => typeof other === "number" || other === null) ? labelNamesOf(value[key]) : null;
}

// src/rows/fields/field-places.ts
function fieldFinder(finder) {
  const places = /* @__PURE__ */ new Map();
  return (column) => {
    const place = places.get(column);
    if (place !== void 0 && place < finder.count && finder.name(finder.names[place]) === column)
      return place;
    for (let field = 0; field < finder.count; field++) {
      if (finder.name(finder.names[field]) !== column) continue;
      places.set(column, field);
      return field;
    }
    return -1;
  };
}

// src/rows/fields/find-fields.ts
var STRING = 0;
var EMPTY = 1;
var NUMBER = 2;
var BOOLEAN = 3;
var NULL = 4;
var ESCAPED = 1;
var FOREIGN = 2;
var MOST_FIELDS = 64;
function fieldArrays() {
  return {
    names: new Int32Array(MOST_FIELDS),
    kinds: new Uint8Array(MOST_FIELDS),
    flags: new Uint8Array(MOST_FIELDS),
    starts: new Int32Array(MOST_FIELDS),
    ends: new Int32Array(MOST_FIELDS)
  };
}
function isPeculiarName(name) {
  return name === "__proto__" || /^\d+$/.test(name);
}

// src/rows/fields/find-csv.ts
var QUOTE = 34;
var LF = 10;
var TAB = 9;
var SPECIAL = 1;
var HIGH = 2;
function csvFinder(dialect, header) {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const sound = new Set(header).size === header.length && !header.some(isPeculiarName);
  if (!sound || header.length < 2 || header.length > MOST_FIELDS) return null;
  if (dialect.delimiter.length !== 1 || delimiter >= 127) return null;
  const classes = Uint8Array.from({ length: 256 }, (_, byte) => {
    if (byte === delimiter || byte === QUOTE && dialect.quoted || byte < 32 && byte !== TAB && byte !== LF)
      return SPECIAL;
    return byte >= 127 ? HIGH : 0;
  });
  const { names, kinds: kinds2, flags, starts, ends } = fieldArrays();
  for (let i = 0; i < header.length; i++) names[i] = i;
  const text = (bytes, field) => {
    const raw = bytes.toString("utf8", starts[field], ends[field]);
    return (flags[field] & ESCAPED) === 0 ? raw : raw.replaceAll('""', '"');
  };
  return {
    count: header.length,
    names,
    kinds: kinds2,
    flags,
    starts,
    ends,
    name: (i) => header[i],
    find,
    text,
    unescape
  };
  function find(bytes, start, end) {
    let at = start;
    for (let field = 0; field < header.length; field++) {
      at = bytes[at] === QUOTE && dialect.quoted && at < end ? quoted(bytes, at + 1, end, field) : bare2(bytes, at, end, field);
      if (at < 0) return false;
      const last = field === header.length - 1;
      if (last !== (at === end) || !last && bytes[at] !== delimiter) return false;
      at++;
    }
    return true;
  }
  function bare2(bytes, from, end, field) {
    let at = from;
    let found = 0;
    let special = 0;
    while (at < end) {
      special = classes[bytes[at]];
      if (special === SPECIAL || bytes[at] === LF) break;
      found |= special;
      at++;
    }
    if (at < end && bytes[at] !== delimiter) return -1;
    keep(field, from, at, found);
    return at;
  }
  function quoted(bytes, from, end, field) {
    let at = from;
    let found = 0;
    for (; ; ) {
      let special = 0;
      while (at < end && (special = classes[bytes[at]]) === 0) at++;
      if (at >= end) return -1;
      if (special === HIGH) {
        found |= FOREIGN;
        at++;
      } else if (bytes[at] === delimiter) at++;
      else if (bytes[at] !== QUOTE) return -1;
      else if (bytes[at + 1] === QUOTE && at + 1 < end) {
        found |= ESCAPED;
        at += 2;
      } else break;
    }
    keep(field, from, at, found);
    return at + 1;
  }
  function keep(field, start, end, found) {
    starts[field] = start;
    ends[field] = end;
    kinds2[field] = start === end ? EMPTY : STRING;
    flags[field] = found;
  }
  function unescape(bytes, field, out) {
    let to = 0;
    for (let at = starts[field]; at < ends[field]; at++) {
      const byte = bytes[at];
      out[to++] = byte;
      if (byte === QUOTE) at++;
    }
    return to;
  }
}

// src/rows/fields/find-json.ts
var QUOTE2 = 34;
var BACKSLASH = 92;
var COLON = 58;
var COMMA = 44;
var SPECIAL2 = 1;
var HIGH2 = 2;
var inString = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === QUOTE2 || byte === BACKSLASH || byte < 32) return SPECIAL2;
  return byte >= 127 ? HIGH2 : 0;
});
var escapes = new Uint8Array(256);
for (const pair of ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t	"]) {
  escapes[pair.charCodeAt(0)] = pair.charCodeAt(1);
}
var LETTER_U = 117;
function jsonFinder() {
  const { names, kinds: kinds2, flags, starts, ends } = fieldArrays();
  const known = [];
  const knownNames = [];
  const seen = new Int32Array(MOST_FIELDS);
  let serial = 0;
  const finder = {
    count: 0,
    names,
    kinds: kinds2,
    flags,
    starts,
    ends,
    name: (index) => knownNames[index],
    find,
    text: (bytes, field) => (flags[field] & ESCAPED) === 0 ? bytes.toString("utf8", starts[field], ends[field]) : JSON.parse(bytes.toString("utf8", starts[field] - 1, ends[field] + 1)),
    unescape: (bytes, field, out) => unescapeAscii(bytes, starts[field], ends[field], out)
  };
  return finder;
  function find(bytes, start, end) {
    serial++;
    finder.count = 0;
    if (bytes[start] !== 123) return false;
    let at = skip(bytes, start + 1, end);
    for (let field = 0; ; field++) {
      if (field === MOST_FIELDS || bytes[at] !== QUOTE2) return false;
      at = findName(bytes, at + 1, end, field);
      if (at < 0 || bytes[at = skip(bytes, at, end)] !== COLON) return false;
      at = findValue(bytes, skip(bytes, at + 1, end), end, field);
      if (at < 0) return false;
      finder.count = field + 1;
      at = skip(bytes, at, end);
      if (at >= end) return false;
      if (bytes[at] !== COMMA) return bytes[at] === 125 && at + 1 === end;
      at = skip(bytes, at + 1, end);
    }
  }
  function findName(bytes, at, end, field) {
    let index = -1;
    if (field < known.length && isName(bytes, at, known[field])) index = field;
    else {
      for (let i = 0; i < known.length && index < 0; i++) if (isName(bytes, at, known[i])) index = i;
      if (index < 0) index = learnName(bytes, at, end);
      if (index < 0) return -1;
    }
    if (seen[index] === serial) return -1;
    seen[index] = serial;
    names[field] = index;
    return at + known[index].length + 1;
  }
  function learnName(bytes, at, end) {
    if (known.length === MOST_FIELDS) return -1;
    let to = at;
    while (to < end && inString[bytes[to]] !== SPECIAL2) to++;
    if (to >= end || bytes[to] !== QUOTE2) return -1;
    const name = bytes.toString("utf8", at, to);
    if (isPeculiarName(name)) return -1;
    known.push(Buffer.from(name));
    return knownNames.push(name) - 1;
  }
  function findValue(bytes, at, end, field) {
    const first = bytes[at];
    starts[field] = at;
    flags[field] = 0;
    if (first === QUOTE2) return findString(bytes, at + 1, end, field);
    let to;
    if (first === 45 || first >= 48 && first <= 57) {
      kinds2[field] = NUMBER;
      to = numberEnd(bytes, at, end);
    } else if (first === 116) {
      kinds2[field] = BOOLEAN;
      to = isWord(bytes, at, end, "true") ? at + 4 : -1;
    } else if (first === 102) {
      kinds2[field] = BOOLEAN;
      to = isWord(bytes, at, end, "false") ? at + 5 : -1;
    } else if (first === 110) {
      kinds2[field] = NULL;
      to = isWord(bytes, at, end, "null") ? at + 4 : -1;
    } else return -1;
    ends[field] = to;
    return to;
  }
  function findString(bytes, from, end, field) {
    let at = from;
    let found = 0;
    for (; ; ) {
      let special = 0;
      while (at < end && (special = inString[bytes[at]]) === 0) at++;
      if (at >= end) return -1;
      if (special === HIGH2) {
        found |= FOREIGN;
        at++;
        continue;
      }
      const byte = bytes[at];
      if (byte === QUOTE2) break;
      if (byte !== BACKSLASH) return -1;
      found |= ESCAPED;
      const escape = bytes[at + 1];
      if (escape === LETTER_U) {
        if (at + 6 > end || hexValue(bytes, at + 2) < 0) return -1;
        at += 6;
      } else if (escapes[escape] !== 0) at += 2;
      else return -1;
    }
    starts[field] = from;
    ends[field] = at;
    kinds2[field] = at === from ? EMPTY : STRING;
    flags[field] = found;
    return at + 1;
  }
}
function skip(bytes, from, end) {
  let at = from;
  while (at < end) {
    const byte = bytes[at];
    if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) break;
    at++;
  }
  return at;
}
function isName(bytes, at, name) {
  const { length } = name;
  for (let i = 0; i < length; i++) if (bytes[at + i] !== name[i]) return false;
  return bytes[at + length] === QUOTE2;
}
function isWord(bytes, at, end, word) {
  if (at + word.length > end) return false;
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return false;
  return true;
}
var isDigit = (byte) => byte !== void 0 && byte >= 48 && byte <= 57;
function numberEnd(bytes, from, end) {
  let at = bytes[from] === 45 ? from + 1 : from;
  if (!isDigit(bytes[at])) return -1;
  if (bytes[at] === 48) at++;
  else while (isDigit(bytes[at])) at++;
  if (bytes[at] === 46) {
    if (!isDigit(bytes[++at])) return -1;
    while (isDigit(bytes[at])) at++;
  }
  if (bytes[at] === 101 || bytes[at] === 69) {
    at++;
    if (bytes[at] === 43 || bytes[at] === 45) at++;
    if (!isDigit(bytes[at])) return -1;
    while (isDigit(bytes[at])) at++;
  }
  return at <= end ? at : -1;
}
function hexValue(bytes, at) {
  let value = 0;
  for (let i = at; i < at + 4; i++) {
    const byte = bytes[i] | 32;
    const digit = byte >= 97 && byte <= 102 ? byte - 87 : isDigit(bytes[i]) ? bytes[i] - 48 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}
function unescapeAscii(bytes, start, end, out) {
  let to = 0;
  for (let at = start; at < end; ) {
    const byte = bytes[at];
    if (byte !== BACKSLASH) {
      out[to++] = byte;
      at++;
      continue;
    }
    const escape = bytes[at + 1];
    const value = escape === LETTER_U ? hexValue(bytes, at + 2) : escapes[escape];
    if (!isPlain(value)) return -1;
    out[to++] = value;
    at += escape === LETTER_U ? 6 : 2;
  }
  return to;
}
function isPlain(code) {
  return code >= 32 && code < 127 || code === 9 || code === 10 || code === 13;
}

// src/rows/fields/open-finder.ts
function openFinder(plain) {
  if (plain === void 0) return null;
  return plain === null ? jsonFinder() : csvFinder(plain.dialect, plain.names);
}

// src/rows/formats/records.ts
function emptyBatch() {
  const capacity = 1024;
  return {
    bytes: Buffer.alloc(0),
    offset: 0,
    count: 0,
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    lines: new Int32Array(capacity),
    endLines: new Int32Array(capacity),
    flaws: new Uint8Array(capacity),
    contexts: null
  };
}
function recordSpan({ bytes, starts, ends, count: count2 }) {
  return count2 === 0 ? bytes.subarray(0, 0) : bytes.subarray(starts[0], ends[count2 - 1]);
}

// src/rows/base/label-reader.ts
var QUOTE3 = 34;
var NO_LABELS2 = [];
var SLOTS = 1 << 14;
var LONGEST_CELL = 200;
function labelReader(finder, roles) {
  const column = roles.columns.label;
  const cells = [];
  const found = [];
  let known = 0;
  let index = -1;
  return { read };
  function read(bytes) {
    if (column === null) return NO_LABELS2;
    const field = fieldOf();
    if (field < 0) return NO_LABELS2;
    const kind = finder.kinds[field];
    if (kind === NULL || kind === EMPTY) return NO_LABELS2;
    const inner = finder.starts[field];
    const start = bytes[inner - 1] === QUOTE3 ? inner - 1 : inner;
    const end = finder.ends[field];
    let hash = 2166136261 | 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 16777619);
    let slot = (hash ^ hash >>> 15) & SLOTS - 1;
    for (; ; ) {
      const cell = cells[slot];
      if (cell === void 0) break;
      if (equals(cell, bytes, start, end)) return found[slot];
      slot = slot + 1 & SLOTS - 1;
    }
    const labels = labelsOf2(bytes, field, kind);
    if (known * 2 < SLOTS && end - start <= LONGEST_CELL) {
      known++;
      cells[slot] = Buffer.from(bytes.subarray(start, end));
      found[slot] = labels;
    }
    return labels;
  }
  function fieldOf() {
    if (index >= 0 && index < finder.count && finder.name(finder.names[index]) === column) return index;
    for (let field = 0; field < finder.count; field++)
      if (finder.name(finder.names[field]) === column) return index = field;
    return -1;
  }
  function labelsOf2(bytes, field, kind) {
    const value = kind === STRING ? finder.text(bytes, field) : JSON.parse(bytes.toString("latin1", finder.starts[field], finder.ends[field]));
    return roles({ [column]: value }).labels;
  }
}
function equals(cell, bytes, start, end) {
  if (cell.length !== end - start) return false;
  for (let i = 0; i < cell.length; i++) if (cell[i] !== bytes[start + i]) return false;
  return true;
}

// src/rows/base/plain-rows.ts
var LONGEST2 = 1 << 16;
var NONE4 = Buffer.alloc(0);
var LF2 = 10;
function pieceReader({ columns, csv }, visit, giveBack) {
  const batch = emptyBatch();
  const finder = openFinder(csv);
  const plain = finder && plainReader(finder, roleReader(columns, /* @__PURE__ */ new Map()));
  return ({ bytes, starts, ends, count: count2, first }) => {
    batch.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    batch.starts = starts;
    batch.ends = ends;
    batch.count = count2;
    const sound = plain !== null && isUtf8(recordSpan(batch));
    for (let i = 0; i < count2; i++) {
      if (sound && plain.read(batch, i))
        visit(plain.text, plain.labels.read(batch.bytes), plain.response(batch.bytes), first + i);
      else giveBack(first + i, bytes.slice(starts[i], ends[i]));
    }
  };
}
function plainReader(finder, roles) {
  const { columns } = roles;
  const scratch = Buffer.allocUnsafe(LONGEST2);
  const text = { bytes: NONE4, start: 0, end: 0, text: null };
  const fieldOf = fieldFinder(finder);
  const [only] = columns.text;
  return {
    text,
    labels: labelReader(finder, roles),
    read: (batch, index) => finder.find(batch.bytes, batch.starts[index], batch.ends[index]) && (columns.text.length === 1 ? single(batch.bytes) : several(batch.bytes)),
    response(bytes) {
      if (columns.response === null) return null;
      const field = fieldOf(columns.response);
      if (field < 0 || finder.kinds[field] === NULL) return null;
      if (finder.kinds[field] <= EMPTY) return finder.text(bytes, field);
      return String(JSON.parse(bytes.toString("latin1", finder.starts[field], finder.ends[field])));
    }
  };
  function single(bytes) {
    const field = fieldOf(only);
    text.text = null;
    if (field < 0 || finder.kinds[field] === NULL) {
      text.text = "";
      return true;
    }
    if (finder.kinds[field] > EMPTY) return false;
    const flags = finder.flags[field];
    if (flags === 0) {
      text.bytes = bytes;
      text.start = finder.starts[field];
      text.end = finder.ends[field];
      return true;
    }
    const length = (flags & FOREIGN) === 0 ? unescaped(bytes, field, scratch) : -1;
    if (length < 0) text.text = finder.text(bytes, field);
    else inScratch(length);
    return true;
  }
  function several(bytes) {
    text.text = null;
    let to = 0;
    for (const name of columns.text) {
      const field = fieldOf(name);
      if (field < 0 || finder.kinds[field] === NULL || finder.kinds[field] === EMPTY) continue;
      if (finder.kinds[field] !== STRING || (finder.flags[field] & FOREIGN) !== 0) return false;
      if (to > 0) scratch[to++] = LF2;
      const length = unescaped(bytes, field, scratch.subarray(to));
      if (length < 0) return false;
      to += length;
    }
    inScratch(to);
    return true;
  }
  function unescaped(bytes, field, out) {
    const start = finder.starts[field];
    const end = finder.ends[field];
    if (end - start >= out.length) return -1;
    return (finder.flags[field] & ESCAPED) === 0 ? bytes.copy(out, 0, start, end) : finder.unescape(bytes, field, out);
  }
  function inScratch(length) {
    text.bytes = scratch;
    text.start = 0;
    text.end = length;
  }
}

// src/review/threads/slots.ts
var BYTES = 1 << 21;
var ROWS = 1 << 14;
var HEAD = 2;
function openSlot(memory) {
  return {
    bytes: new Uint8Array(memory, 0, BYTES),
    head: new Int32Array(memory, BYTES, HEAD),
    starts: new Int32Array(memory, BYTES + HEAD * 4, ROWS),
    ends: new Int32Array(memory, BYTES + (HEAD + ROWS) * 4, ROWS)
  };
}
function slotReader(memory) {
  const slots = memory.map(openSlot);
  return (number, first, read) => {
    const { bytes, head, starts, ends } = slots[number];
    const count2 = head[1];
    read({ bytes: bytes.subarray(0, ends[count2 - 1]), starts, ends, count: count2, first });
    Atomics.store(head, 0, 0);
  };
}

// src/review/threads/row-thread.ts
var share = null;
var givenBack = [];
function send(message) {
  parentPort?.postMessage(message);
}
function begin({ setup, memory }) {
  const counter = shareCounter(setup);
  const readPiece = pieceReader(setup.reading, counter.visit, (row, bytes) => {
    givenBack.push({ row, bytes });
  });
  return { counter, readPiece, readSlot: slotReader(memory) };
}
parentPort?.on("message", (message) => {
  if (message.kind === "begin") {
    share = begin(message);
    return;
  }
  if (share === null) throw new Error("No share has begun.");
  const { counter, readSlot, readPiece } = share;
  if (message.kind === "piece") {
    readSlot(message.slot, message.first, readPiece);
    if (givenBack.length > 0) send({ kind: "givenBack", rows: givenBack });
    givenBack = [];
  } else if (message.kind === "drain") {
    send({ kind: "drained" });
  } else {
    share = null;
    send({ kind: "counted", parts: counter.result() });
  }
});
