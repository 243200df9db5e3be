import { expect, test } from "@jest/globals";
import { request } from "@octokit/request";
import { describeError } from "../../src/service/describe-error.ts";

async function failureAt(baseUrl: string): Promise<unknown> {
  return request("GET /app", { baseUrl, request: { fetch } }).catch((error: unknown) => error);
}

test("an address that nobody answers is called so, with the code below, and not a status that none sent", async () => {
  const said = describeError(await failureAt("http://nobody.invalid"));
  expect(said).toMatch(/^HttpError \(no answer, [A-Z_]+, GET \/app/);
  expect(said).not.toContain("500");
});

test("words of others stay out: messages, queries, and codes that are none", () => {
  const error = Object.assign(new Error("row text"), { code: "row text", status: 502 });
  expect(describeError(error)).toMatch(/^Error \(status 502/);
  expect(describeError(error)).not.toContain("row text");
});
