import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { type Environment, readEnvironment } from "../../../src/service/environment.ts";

export const secret = "a secret of the tests, long enough";

/** A throwaway key: nothing is signed with it that leaves the machine. */
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "pkcs1", format: "pem" },
});

export function environment(change: Record<string, string> = {}): Environment {
  return readEnvironment({
    APP_ID: "1",
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: secret,
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: "silent",
    ...change,
  });
}

/** Delivers a webhook as GitHub does: named, numbered and signed. */
export function deliver(
  port: number,
  event: string,
  payload: object,
  options: { readonly id?: string; readonly secret?: string } = {},
): Promise<Response> {
  const body = JSON.stringify(payload);
  const signature = createHmac("sha256", options.secret ?? secret)
    .update(body)
    .digest("hex");
  return fetch(`http://127.0.0.1:${port}/api/github/webhooks`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/test",
      "x-github-event": event,
      "x-github-delivery": options.id ?? randomUUID(),
      "x-hub-signature-256": `sha256=${signature}`,
    },
  });
}
