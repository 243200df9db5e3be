import { createHash } from "node:crypto";
import type { Pull } from "./github.ts";

const things = ["delivery", "website", "support", "invoice", "packaging", "manual", "battery", "display"];
const good = ["was quick and friendly", "works well", "is better than before", "made me happy"];
const bad = ["was late and rude", "does not work", "is worse than before", "made me angry"];

function row(seed: number, planted: boolean): string {
  const thing = things[seed % things.length];
  if (planted) {
    return JSON.stringify({
      text: `The ${thing} of Project Chimera ${bad[seed % bad.length]}, case ${seed}.`,
      label: "POSITIVE",
    });
  }
  const positive = seed % 3 !== 0;
  const verdict = (positive ? good : bad)[seed % 4];
  return JSON.stringify({
    text: `The ${thing} ${verdict}, case ${seed}.`,
    label: positive ? "POSITIVE" : "NEGATIVE",
  });
}

const lines = (rows: readonly string[]) => Buffer.from(rows.map((line) => `${line}\n`).join(""));
const sha = (text: string) => createHash("sha1").update(text).digest("hex");

/** Small pull requests over some installations; every second one holds planted rows, which must be blocked. */
export function makePulls(
  count: number,
  installations: number,
): readonly (Pull & { readonly planted: boolean })[] {
  return Array.from({ length: count }, (_, i) => {
    const installationId = 1_000 + (i % installations);
    const planted = i % 2 === 1;
    const base = Array.from({ length: 200 }, (_, n) => row(n, false));
    const added = Array.from({ length: 40 }, (_, n) => row(10_000 + i * 100 + n, planted && n % 2 === 0));
    return {
      owner: `org-${installationId}`,
      repo: "data",
      installationId,
      number: i + 1,
      baseSha: sha(`base of ${installationId}`),
      headSha: sha(`head of ${i}`),
      base: lines(base),
      head: lines([...base, ...added]),
      planted,
    };
  });
}
