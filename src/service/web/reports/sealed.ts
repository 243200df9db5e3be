/** Seals values into texts that a browser may keep but neither read nor change. */
import { hkdfSync } from "node:crypto";
import { EncryptJWT, type JWTPayload, jwtDecrypt } from "jose";

/** What a sealed text is for: one kind cannot stand in for another. */
export type Purpose = "session" | "sign-in";

/**
 * Seals values into texts that a browser may keep: encrypted and authenticated (JWE, AES-256-GCM), with an expiry, so
 * that any web process opens what another sealed and nothing has to be stored.
 */
export type Sealer = ReturnType<typeof sealer>;

export function sealer(secret: string) {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "dataset-review report sessions", 32));
  return {
    seal: (purpose: Purpose, claims: JWTPayload, seconds: number) =>
      new EncryptJWT(claims)
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setAudience(purpose)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
        .encrypt(key),
    /** Null for what is not ours, was changed, has expired or was sealed for another purpose. */
    open: async (purpose: Purpose, text: string | undefined): Promise<JWTPayload | null> => {
      if (text === undefined) return null;
      try {
        const { payload } = await jwtDecrypt(text, key, {
          audience: purpose,
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: ["A256GCM"],
          requiredClaims: ["exp"],
        });
        return payload;
      } catch {
        return null;
      }
    },
  };
}
