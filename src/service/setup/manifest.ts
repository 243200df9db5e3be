/** What the new App is to be: app.yml, completed for one address. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { packageFolder } from "../../home.ts";
import { webhookPath } from "../environment.ts";
import { callbackPath } from "../web/reports/handler.ts";

/** app.yml as it comes with the program: name, permissions and events. */
export function readManifest(): object {
  return parse(readFileSync(join(packageFolder, "app.yml"), "utf8")) as object;
}

/**
 * The manifest for this address (https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest).
 * People who sign in to reports are sent back to the same address.
 */
export function appManifest(
  manifest: object,
  { publicUrl, redirectUrl }: { readonly publicUrl: string; readonly redirectUrl: string },
): object {
  return {
    ...manifest,
    hook_attributes: { url: new URL(webhookPath, publicUrl).href, active: true },
    redirect_url: redirectUrl,
    callback_urls: [new URL(callbackPath, publicUrl).href],
  };
}
