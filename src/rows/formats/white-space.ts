/** Length in bytes of the UTF-8 white space character at `at`, as `String.prototype.trim` knows it; 0 for any other. */
export function whiteSpaceLength(bytes: Uint8Array, at: number): number {
  const a = bytes[at]!;
  if (a < 0x80) return a === 32 || (a >= 9 && a <= 13) ? 1 : 0;
  const b = bytes[at + 1];
  if (a === 0xc2) return b === 0xa0 ? 2 : 0;
  const c = bytes[at + 2];
  if (b === undefined || c === undefined) return 0;
  const code = ((a & 15) << 12) | ((b & 63) << 6) | (c & 63);
  const isSpace =
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff;
  return isSpace && a >> 4 === 14 ? 3 : 0;
}
