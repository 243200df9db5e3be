/** The pages that `dataset-review setup` shows in the browser. */
import { contentSecurityPolicy, htmlDocument, renderMessage } from "../../report/html/document.ts";
import { h } from "../../report/html/markup.ts";
import type { CreatedApp } from "./conversion.ts";

/** A page and the policy that it is sent with. */
export interface SetupPage {
  readonly html: string;
  readonly policy: string;
}

interface StartOptions {
  readonly publicUrl: string;
  readonly organization: string | null;
  /** Where GitHub's pages are. */
  readonly origin: string;
  /** Comes back with the answer, so that nobody else's is taken for it. */
  readonly state: string;
}

/** The page with the button: it carries the manifest to GitHub, which asks for a name and creates the App. */
export function startPage(
  manifest: object,
  { publicUrl, organization, origin, state }: StartOptions,
): SetupPage {
  const owner = organization === null ? "" : `/organizations/${encodeURIComponent(organization)}`;
  const action = `${origin}${owner}/settings/apps/new?state=${state}`;
  const who = organization === null ? "your own account" : `the organisation ${organization}`;
  const body = `<main><h1>Create the GitHub App</h1>
<p>${h(`This creates a GitHub App of ${who}, with the name, permissions and events of app.yml, and with ${publicUrl} as the address that GitHub sends webhooks to.`)}</p>
<p>GitHub asks for a name and shows what the App may do. Then it sends you back here, and the App's id, key and secrets are written to the file .env, for its owner alone.</p>
<form method="post" action="${h(action)}"><input type="hidden" name="manifest" value="${h(JSON.stringify(manifest))}"><button>Create the App on GitHub</button></form>
</main>`;
  return {
    html: htmlDocument({ title: "Setup", kind: "message", reader: null, forms: origin }, body),
    policy: contentSecurityPolicy(null, undefined, origin),
  };
}

/** The App is there. */
export function createdPage({ name, html_url: url }: CreatedApp): SetupPage {
  return message({
    title: "The App is there",
    sentences: [
      `GitHub created "${name}", and its id, key and secrets are in .env.`,
      "Start the service in the same folder with dataset-review serve. Then install the App on the repositories that hold data.",
    ],
    links: [{ url: `${url}/installations/new`, text: "Install the App" }],
  });
}

/** It went wrong; nothing was written. */
export function failedPage(why: string): SetupPage {
  return message({
    title: "The App could not be set up",
    sentences: [why, "Nothing was written. Go back to the first page and press the button once more."],
    links: [{ url: "/", text: "To the first page" }],
  });
}

function message(what: Parameters<typeof renderMessage>[0]): SetupPage {
  return { html: renderMessage(what, null), policy: contentSecurityPolicy() };
}
