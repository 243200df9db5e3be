/** Thrown for a file that cannot be mended without a person; `message` completes "… cannot be mended here: ". */
export class CannotFix extends Error {
  override readonly name = "CannotFix";
}
