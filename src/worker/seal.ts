import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

const algorithm = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/** Encrypts what is kept of the data, and believes only what it has encrypted itself. */
export interface Seal {
  /** Tells keys apart, and nothing of them: a name with it is not that of what another secret has sealed. */
  readonly mark: string;
  /** The name belongs to what is authenticated: one value cannot stand in for another. */
  close(name: string, value: Uint8Array): Buffer;
  /** Null where it was sealed with another secret or under another name, or is not what was sealed. */
  open(name: string, sealed: Uint8Array): Buffer | null;
}

/** @param purpose each has a key of its own, derived from the secret */
export function sealWith(secret: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", `dataset-review ${purpose}`, 32));
  return {
    mark: createHmac("sha256", key).update("mark").digest("hex").slice(0, 8),
    close(name, value) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(name));
      const sealed = Buffer.concat([cipher.update(value), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    open(name, sealed) {
      const tagEnd = ivBytes + tagBytes;
      try {
        const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivBytes))
          .setAAD(Buffer.from(name))
          .setAuthTag(sealed.subarray(ivBytes, tagEnd));
        return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}
