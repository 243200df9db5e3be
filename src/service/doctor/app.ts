/** Whether GitHub knows the App by this key, and whether the App may do what it has to. */
import { type Octokit, statusOf } from "../../github/client/octokit.ts";
import type { Environment } from "../environment.ts";
import { readManifest } from "../setup/manifest.ts";
import { type Finding, unknown, well, wrong } from "./finding.ts";

/** A token of the App is good for a clock that is wrong by less than this. */
const mostSeconds = 30;

export async function examineApp(octokit: Octokit, { APP_ID }: Environment): Promise<readonly Finding[]> {
  let answer: Awaited<ReturnType<typeof ask>>;
  try {
    answer = await ask(octokit);
  } catch (error) {
    const status = statusOf(error);
    if (status !== 401 && status !== 404) throw error;
    return [
      wrong(
        "App",
        `GitHub does not accept the key for the App ${APP_ID}.`,
        "APP_ID and PRIVATE_KEY stand on the App's settings page; generate a new key there. Is this machine's clock right?",
      ),
    ];
  }
  const { name, html_url: page, permissions, events, installations_count: installations } = answer.app;
  const settings = `Its settings on GitHub: ${page.replace(/\/apps\//, "/settings/apps/")}`;
  return [
    well("App", `GitHub knows it as "${name}".`),
    ...clock(answer.date),
    lacking("permissions", permissions, manifestOf().permissions, `${settings}/permissions`),
    lacking(
      "events",
      Object.fromEntries(events.map((event) => [event, "yes"])),
      manifestOf().events,
      settings,
    ),
    installations === 0
      ? unknown("installations", "It is installed nowhere yet.", `Install it: ${page}/installations/new`)
      : well(
          "installations",
          `It is installed by ${installations} account${installations === 1 ? "" : "s"}.`,
        ),
  ];
}

interface AskedApp {
  readonly name: string;
  readonly html_url: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
  readonly installations_count: number;
}

async function ask(octokit: Octokit): Promise<{ app: AskedApp; date: string | undefined }> {
  const { data, headers } = await octokit.request("GET /app");
  return { app: data as unknown as AskedApp, date: headers.date };
}

function clock(date: string | undefined): Finding[] {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return [];
  const seconds = Math.round(Math.abs(Date.now() - theirs) / 1000);
  return [
    seconds <= mostSeconds
      ? well("clock", "It agrees with GitHub's.")
      : wrong(
          "clock",
          `It differs from GitHub's by ${seconds} s.`,
          "Set this machine's clock (NTP): GitHub refuses tokens of another time.",
        ),
  ];
}

/** What app.yml asks for, as names with their value. */
function manifestOf(): { permissions: Record<string, string>; events: Record<string, string> } {
  const manifest = readManifest() as {
    default_permissions: Record<string, string>;
    default_events: readonly string[];
  };
  const events = Object.fromEntries(manifest.default_events.map((event) => [event, "yes"]));
  return { permissions: manifest.default_permissions, events };
}

/** `write` includes `read`. */
const grants = (given: string | undefined, wanted: string): boolean =>
  given === wanted || (given === "write" && wanted === "read") || given === "admin";

function lacking(
  subject: string,
  given: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
  where: string,
): Finding {
  const missing = Object.entries(wanted).filter(([name, value]) => !grants(given[name], value));
  if (missing.length === 0) return well(subject, `All ${Object.keys(wanted).length} are there.`);
  const names = missing.map(([name, value]) => (value === "yes" ? name : `${name}: ${value}`)).join(", ");
  return wrong(
    subject,
    `The App lacks ${names}.`,
    `Add them, then accept them where it is installed. ${where}`,
  );
}
