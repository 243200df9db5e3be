import { describe, expect, test } from "@jest/globals";
import { createLog } from "../../src/service/log.ts";

const row = "The billing for Project Chimera is a complete disaster.";

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog("trace", { write: (line: string) => void lines.push(line) }));
  return lines.join("");
}

function parseError(): unknown {
  try {
    return JSON.parse(`{"text": ${row}`);
  } catch (error) {
    return error;
  }
}

describe("the log", () => {
  test("names an error's kind and place but not its words, however it is passed", () => {
    const error = Object.assign(parseError() as Error, {
      status: 422,
      request: { method: "PATCH", url: "https://api.github.com/repos/o/r/check-runs/1?x", body: row },
    });
    const text = logged((log) => {
      log.error(error);
      log.error({ err: error });
      log.error({ err: error }, "could not post");
      log.child({ name: "octokit" }).warn(error);
      log.error({ error });
    });
    expect(text).not.toContain("Chimera");
    expect(text.trim().split("\n")).toHaveLength(5);
    expect(text).toContain("status 422, PATCH /repos/o/r/check-runs/1");
    expect(text).toContain("could not post");
  });

  test("leaves out payloads, signatures and cookies", () => {
    const text = logged((log) => {
      log.debug(
        { event: { id: "1", name: "push", payload: { head_commit: { message: row } } } },
        "Webhook received",
      );
      log.info({
        req: { headers: { authorization: "Bearer abc", cookie: "s=abc", "x-hub-signature-256": "abc" } },
      });
    });
    expect(text).not.toMatch(/Chimera|abc/);
    expect(text).toContain('"name":"push"');
  });
});
