/** Text written back in the encoding that it was read in, so that a fix leaves every other byte alone. */
import { CannotFix } from "./cannot-fix.ts";

/**
 * Writes UTF-8 text in an encoding as `TextDecoder` names it. Of characters that can be written in several ways the first
 * is taken: whether a file comes back as it was is for the caller to see. Throws `CannotFix` for a character that the
 * encoding lacks.
 */
export function encoderOf(encoding: string): (text: Buffer) => Buffer {
  if (encoding === "utf-8") return (text) => text;
  if (encoding === "utf-16le") return (text) => Buffer.from(text.toString("utf8"), "utf16le");
  if (encoding === "utf-16be") return (text) => Buffer.from(text.toString("utf8"), "utf16le").swap16();
  const bytesOf = tableOf(encoding);
  return (text) =>
    Buffer.concat(
      Array.from(text.toString("utf8"), (character) => {
        const bytes = bytesOf.get(character);
        if (!bytes) throw new CannotFix(`${encoding.toUpperCase()} has no sign for one of its characters`);
        return bytes;
      }),
    );
}

/** The characters of an encoding, found by asking its decoder. */
function tableOf(encoding: string): ReadonlyMap<string, Buffer> {
  const table = new Map<string, Buffer>();
  const decoder = new TextDecoder(encoding, { fatal: true });
  const learn = (...bytes: readonly number[]): boolean => {
    const written = Buffer.from(bytes);
    try {
      const [character = "", more] = decoder.decode(written);
      if (more === undefined && character !== "" && !table.has(character)) table.set(character, written);
      return character !== "";
    } catch {
      return false;
    }
  };
  const leads = range(0x80, 0xff).filter((byte) => !learn(byte));
  for (const byte of range(0, 0x7f)) learn(byte);
  for (const lead of leads) for (const trail of range(0x30, 0xfe)) learn(lead, trail);
  if (encoding === "euc-jp")
    for (const second of TRAILS) for (const third of TRAILS) learn(0x8f, second, third);
  // Its four bytes hold all of Unicode; those of the first planes are what texts are written in, emoji among them.
  if (encoding === "gb18030")
    for (const first of [...range(0x81, 0x84), ...range(0x90, 0x95)])
      for (const second of DIGITS)
        for (const third of TRAILS) for (const fourth of DIGITS) learn(first, second, third, fourth);
  return table;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const TRAILS = range(0x81, 0xfe);
const DIGITS = range(0x30, 0x39);
