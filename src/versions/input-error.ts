/** Input that cannot be used, in words for the person at the terminal: what, where, and what to do. Holds no row text. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** The error code of a failed system call (`ENOENT`), or null for any other error. */
export function systemCode(error: unknown): string | null {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}
