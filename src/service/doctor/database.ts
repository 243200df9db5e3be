/** Whether the database can be used. It is neither created nor brought up to date: a running service may be older. */
import { probeDatabase } from "../../store/probe.ts";
import { describeError } from "../describe-error.ts";
import { type Finding, well, wrong } from "./finding.ts";

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
