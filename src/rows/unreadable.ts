/** Thrown when a whole file version cannot be read as a dataset. `message` is a reason for the maintainer. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Sizes in sentences: `10 MB`, `64 KB`. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1 << 20) return `${String(Math.round(bytes / (1 << 20)))} MB`;
  return bytes >= 1 << 10 ? `${String(Math.round(bytes / (1 << 10)))} KB` : `${String(bytes)} bytes`;
}
