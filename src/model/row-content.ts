/** A row by what it says, wherever it stands and however it is written. */
import { createHash } from "node:crypto";
import type { Row } from "./dataset.ts";

/** SHA-256 in hex of text, labels and answer: the same for a row that was moved, written anew or got another column. */
export function rowContent({ text, labels, response }: Pick<Row, "text" | "labels" | "response">): string {
  return createHash("sha256")
    .update(JSON.stringify([text, labels, response]))
    .digest("hex");
}
