/** `dataset-review doctor`: looks at everything that the service needs, and says what to do where it lacks something. */
import { describeError } from "../describe-error.ts";
import { type Environment, EnvironmentError, loadDotEnv, readEnvironment } from "../environment.ts";
import { appClient } from "../open-service.ts";
import { examineApp } from "./app.ts";
import { type Finding, findingsText, unknown, well, wrong } from "./finding.ts";
import { examineAddress, examineDatabase, examineProcess } from "./reach.ts";
import { examineWebhook } from "./webhook.ts";

/** Examines the service that the present folder and the environment describe; answers whether nothing is wrong. */
export async function startDoctor(say: (text: string) => void): Promise<boolean> {
  loadDotEnv();
  const findings = await examine(process.env);
  say(findingsText(findings));
  return findings.every(({ state }) => state !== "wrong");
}

/** Everything that can be seen from here. Nothing is changed: not the database, and not the App. */
export async function examine(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<readonly Finding[]> {
  const environment = settings(variables);
  if ("state" in environment) return [environment];
  const octokit = await appClient(environment);
  const found = await Promise.all([
    examineDatabase(environment.DATABASE_URL),
    unlessUnreachable("App", () => examineApp(octokit, environment)),
    unlessUnreachable("webhook", () => examineWebhook(octokit, environment)),
    examineAddress(environment),
    examineProcess(environment),
  ]);
  return [well("settings", "Every variable can be used."), ...found.flat()];
}

function settings(variables: Readonly<Record<string, string | undefined>>): Environment | Finding {
  try {
    return readEnvironment(variables);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return wrong("settings", error.message, "`dataset-review setup` creates an App and writes most of them.");
  }
}

async function unlessUnreachable(
  subject: string,
  examineIt: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await examineIt();
  } catch (error) {
    return [
      unknown(
        subject,
        `GitHub could not be asked: ${describeError(error)}.`,
        "Is GITHUB_API_URL right, and may this machine reach it?",
      ),
    ];
  }
}
