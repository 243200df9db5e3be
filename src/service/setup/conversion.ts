/** Asks GitHub for the App that was just created from a manifest. */
import * as z from "zod";

/** https://docs.github.com/rest/apps/apps#create-a-github-app-from-a-manifest */
const answer = z.object({
  id: z.number().int().positive(),
  name: z.string(),
  /** Its page on GitHub. */
  html_url: z.url(),
  client_id: z.string(),
  client_secret: z.string(),
  webhook_secret: z.string(),
  /** The private key. */
  pem: z.string(),
});

/** A new App as GitHub hands it over, once. */
export type CreatedApp = z.infer<typeof answer>;

const patienceMs = 30_000;

/** Exchanges the code for the App. Throws where GitHub refuses, or answers something else. */
export async function convertCode(apiUrl: string, code: string): Promise<CreatedApp> {
  const response = await fetch(`${apiUrl.replace(/\/$/, "")}/app-manifests/${code}/conversions`, {
    method: "POST",
    headers: { accept: "application/vnd.github+json", "user-agent": "dataset-review" },
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!response.ok)
    throw Object.assign(new Error(`GitHub answered ${response.status}`), { status: response.status });
  return answer.parse(await response.json());
}
