import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, jest, test } from "@jest/globals";
import { passingFault } from "../../../src/github/client/passing-fault.ts";
import { answeredWithin } from "../../../src/github/client/whole-answers.ts";

let stop: () => void = () => undefined;
afterEach(() => {
  jest.useRealTimers();
  stop();
});

async function serverThat(answers: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => {
    answers(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("where no answer begins, it is not waited for, and counts as a fault that passes", async () => {
  const url = await serverThat(() => undefined);
  await expect(answeredWithin(50)(url)).rejects.toMatchObject({ name: "AbortError" });
});

/** Time passes where a test says so: a busy machine takes longer than a limit to begin an answer. */
const stopClock = () =>
  jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate", "performance"] });

test("an answer that has begun may take its time, while more of it comes", async () => {
  stopClock();
  let rest: ServerResponse | undefined;
  const url = await serverThat((response) => {
    rest = response;
    response.writeHead(200, { etag: "e" }).write("a ");
  });
  const answer = await answeredWithin(100)(url);
  expect([answer.status, answer.url, answer.headers.get("etag")]).toEqual([200, `${url}/`, "e"]);
  let text = "";
  for await (const part of answer.body!) {
    text += Buffer.from(part).toString();
    jest.advanceTimersByTime(90);
    if (text.length < 8) rest?.write("b ");
    else rest?.end();
  }
  expect(text).toBe("a b b b ");
});

test("one that begins and stops in the middle is given up, never taken for whole", async () => {
  stopClock();
  const url = await serverThat((response) => {
    response.writeHead(200).write("a ");
  });
  const answer = await answeredWithin(50)(url);
  let fault: unknown;
  const read = answer.text().catch((error: unknown) => {
    fault = error;
  });
  while (fault === undefined) {
    jest.advanceTimersByTime(50);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await read;
  expect(passingFault(fault)).not.toBeNull();
});

test("whoever asked can end it, with a reason of their own", async () => {
  const url = await serverThat(() => undefined);
  const asked = new AbortController();
  const answer = answeredWithin(60_000)(url, { signal: asked.signal });
  asked.abort(new Error("superseded"));
  await expect(answer).rejects.toThrow("superseded");
});
