/** `.github/dataset-review.accepted.yml`: findings that maintainers accepted, and the rows that each of them is about. */
import { parseDocument, stringify } from "yaml";
import * as z from "zod";
import { ACCEPT_REASONS, type AcceptedFinding } from "../model/finding.ts";
import { type ConfigError, parseYaml } from "./parse.ts";

const sentence = (most: number) => z.string().trim().min(1).max(most);

const schema = z.strictObject({
  accepted: z
    .array(
      z.strictObject({
        finding: sentence(200).describe("Id of the finding."),
        rows: z
          .string()
          .regex(/^sha256:[0-9a-f]{64}$/, "is not the hash of a finding's rows")
          .describe("Hash of the rows that were accepted; `dataset-review accept` writes it."),
        reason: z.enum(ACCEPT_REASONS).describe("Why the finding may stand."),
        note: sentence(500).describe("The same in a sentence, for whoever reads it later."),
        by: sentence(100).describe("Who accepted it."),
        at: z.iso.datetime({ error: "is no time in UTC, such as 2026-11-29T08:00:00Z" }).describe("When."),
      }),
    )
    .default([])
    .describe("Findings that maintainers accepted. Entries of merged changes may go."),
});

export type ParsedAccepted =
  | { readonly status: "valid"; readonly accepted: readonly AcceptedFinding[] }
  | { readonly status: "invalid"; readonly errors: readonly ConfigError[] };

/** Reads the file's text. Never throws: what is wrong comes back with line, key and remedy. */
export function parseAccepted(yamlText: string, fileName: string): ParsedAccepted {
  const parsed = parseYaml(schema, yamlText, fileName);
  return "errors" in parsed
    ? { status: "invalid", errors: parsed.errors }
    : { status: "valid", accepted: parsed.value.accepted };
}

const heading = `# Findings that were looked at and may stand, written by \`dataset-review accept\`. Each holds for exactly the rows that it
# was accepted for, and counts once it stands on the base branch: a pull request cannot accept itself.
`;

/** The file's text with further entries; comments and order of what is there stay. The text must be valid. */
export function withEntries(yamlText: string | null, entries: readonly AcceptedFinding[]): string {
  if (yamlText === null || yamlText.trim() === "") return heading + stringify({ accepted: entries });
  const document = parseDocument(yamlText);
  if (document.has("accepted") && document.get("accepted") !== null)
    for (const entry of entries) document.addIn(["accepted"], document.createNode(entry));
  else document.set("accepted", document.createNode(entries));
  return document.toString({ lineWidth: 0 });
}
