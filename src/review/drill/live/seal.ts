/** The answer of a live exercise, encrypted with a passphrase: reviewers have the file and cannot peek. */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { InputError } from "../../../versions/input-error.ts";

/** What is planted: lines of the file, from 1, in the head or, of rows that are taken out, in the base. */
export interface Truth {
  readonly family: string;
  readonly side: "base" | "head";
  readonly lines: readonly number[];
  /** Rows that the change has in all. */
  readonly changed: number;
  /** Lines that the file of that side has. */
  readonly of: number;
}

const ALGORITHM = "aes-256-gcm";
const key = (passphrase: string, salt: Buffer): Buffer => scryptSync(passphrase, salt, 32);

/** As JSON, authenticated: an answer that was altered does not open. The key is scrypt's, with Node's parameters (N = 2¹⁴). */
export function seal(truth: Truth, passphrase: string): string {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(ALGORITHM, key(passphrase, salt), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(truth)), cipher.final()]);
  const parts = { salt, iv, tag: cipher.getAuthTag(), sealed };
  return `${JSON.stringify(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.toString("base64")])))}\n`;
}

/** Throws `InputError` for a wrong passphrase, and for what is no sealed answer. */
export function unseal(text: string, passphrase: string): Truth {
  try {
    const parts = JSON.parse(text) as Record<"salt" | "iv" | "tag" | "sealed", string>;
    const part = (name: keyof typeof parts): Buffer => Buffer.from(parts[name], "base64");
    const decipher = createDecipheriv(ALGORITHM, key(passphrase, part("salt")), part("iv"), {
      authTagLength: 16,
    });
    decipher.setAuthTag(part("tag"));
    return JSON.parse(
      Buffer.concat([decipher.update(part("sealed")), decipher.final()]).toString("utf8"),
    ) as Truth;
  } catch {
    throw new InputError(
      "the sealed answer does not open",
      "Check the passphrase, and that the file is the whole answer.",
    );
  }
}
