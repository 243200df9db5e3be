/** Puts the report pages together from the service's settings. */
import { webOriginOf } from "../../../github/client/octokit.ts";
import { mayRead } from "../../../github/may-read.ts";
import type { Service } from "../../open-service.ts";
import type { Handler } from "../http.ts";
import { callbackPath, reportsHandler } from "./handler.ts";
import { permissions } from "./permission.ts";
import { sealer } from "./sealed.ts";
import { sessionsIn } from "./session.ts";

/** The handler of report pages; none where `REPORTS` is off. */
export function reportHandlers({ environment, store, log }: Service): readonly Handler[] {
  const { REPORTS, PUBLIC_URL, SESSION_SECRET, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } = environment;
  if (REPORTS === "off") return [];
  // The environment was validated: with reports on, these are there.
  if (!PUBLIC_URL || !SESSION_SECRET || !GITHUB_CLIENT_ID || !GITHUB_CLIENT_SECRET) return [];
  const apiUrl = environment.GITHUB_API_URL;
  return [
    reportsHandler({
      reviews: store.reviews,
      app: {
        apiUrl,
        clientId: GITHUB_CLIENT_ID,
        clientSecret: GITHUB_CLIENT_SECRET,
        callbackUrl: new URL(callbackPath, PUBLIC_URL).href,
      },
      sessions: sessionsIn(sealer(SESSION_SECRET)),
      permissions: permissions((token, repository, id) => mayRead(apiUrl, token, repository, id)),
      webUrl: webOriginOf(apiUrl),
      log,
    }),
  ];
}
