/** Whether the database can be used, and whether the service answers: here, and at its public address. */
import { probeDatabase } from "../../store/open.ts";
import { describeError } from "../describe-error.ts";
import type { Environment } from "../environment.ts";
import { type Finding, unknown, well, wrong } from "./finding.ts";

const patienceMs = 10_000;

/** The public address, as far as it can be seen from this machine, which GitHub need not agree with. */
export async function examineAddress({ PUBLIC_URL }: Environment): Promise<readonly Finding[]> {
  if (PUBLIC_URL === undefined)
    return [unknown("address", "PUBLIC_URL is not set.", "Set it to have the public address tried.")];
  const answer = await get(new URL("/healthz", PUBLIC_URL).href);
  if (answer === null)
    return [
      unknown(
        "address",
        `${PUBLIC_URL} does not answer this machine.`,
        "Look from outside: does its /healthz say ok?",
      ),
    ];
  return [
    answer.status === 200 && answer.text.trim() === "ok"
      ? well("address", `${PUBLIC_URL} leads to a running service.`)
      : wrong(
          "address",
          `${PUBLIC_URL}/healthz answered ${answer.status}.`,
          "It should say ok: does the proxy pass requests on to HOST and PORT?",
        ),
  ];
}

/** The process on this machine: what its `/readyz` says, and what that means. */
export async function examineProcess({ HOST, PORT }: Environment): Promise<readonly Finding[]> {
  const host = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST;
  const answer = await get(`http://${host}:${PORT}/readyz`);
  if (answer === null)
    return [
      unknown(
        "process",
        `Nothing answers on port ${PORT} here.`,
        "Start it with `dataset-review serve`, if it is to run on this machine.",
      ),
    ];
  if (answer.status === 200) return [well("process", "It takes work (/readyz).")];
  return [
    wrong(
      "process",
      `It takes no work: "${answer.text.trim().slice(0, 100)}" (/readyz).`,
      remedyOf(answer.text),
    ),
  ];
}

function remedyOf(text: string): string {
  if (/shutting down/.test(text)) return "It is being stopped; start it again if that was not meant.";
  if (/database/.test(text)) return "Is the database of DATABASE_URL running and reachable?";
  return "Is it another program that listens on this port?";
}

async function get(url: string): Promise<{ status: number; text: string } | null> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(patienceMs) });
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}

export async function examineDatabase(url: string): Promise<readonly Finding[]> {
  try {
    const found = await probeDatabase(url);
    return [
      well("database", found === "answers" ? "It answers." : "Its file will be made at the first start."),
    ];
  } catch (error) {
    return [
      wrong(
        "database",
        `The database of DATABASE_URL cannot be opened: ${describeError(error)}.`,
        "Is it running, and may this user write there?",
      ),
    ];
  }
}
