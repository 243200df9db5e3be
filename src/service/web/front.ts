/** The page at `/`: that the service runs, which version it is, and what to do next. It says nothing of anybody's data. */
import { packageVersion } from "../../home.ts";
import type { Handler } from "./http.ts";
import { sendMessage } from "./reports/answers.ts";

export function frontHandler(): Handler {
  const message = {
    title: "dataset-review runs",
    sentences: [
      `Version ${packageVersion()}. It receives webhooks, reviews the dataset rows that pull requests change, and posts a check.`,
      "Next: install the App on the repositories that hold data, and make the check dataset-review required for their branches. Whether GitHub reaches this service, and whether the App may do its work, tells dataset-review doctor on the machine that it runs on.",
    ],
    links: [
      { url: "/docs/operations.md", text: "Operating it" },
      { url: "/docs/reading-a-result.md", text: "Reading a result" },
      { url: "/docs/configuration.md", text: "Every option of a repository" },
    ],
  };
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    if (request.url?.split("?")[0] !== "/") return false;
    return sendMessage(response, message, { status: 200, reader: null });
  };
}
