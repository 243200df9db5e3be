import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { handledEvents } from "../src/service/events.ts";

const manifest = parse(readFileSync(new URL("../app.yml", import.meta.url), "utf8")) as Record<
  string,
  unknown
>;

test("app.yml subscribes to what the app listens to, and to nothing else", () => {
  // Installation events are sent to every App, and cannot be subscribed to.
  const names = new Set(
    handledEvents.map((event) => event.split(".")[0]!).filter((name) => !name.startsWith("installation")),
  );
  expect(new Set(manifest.default_events as string[])).toEqual(names);
});

test("app.yml asks for the smallest set of permissions", () => {
  expect(manifest.default_permissions).toEqual({
    checks: "write",
    contents: "read",
    pull_requests: "read",
    merge_queues: "read",
    metadata: "read",
  });
});
