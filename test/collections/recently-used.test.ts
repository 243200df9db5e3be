import { expect, test } from "@jest/globals";
import { recentlyUsed } from "../../src/collections/recently-used.ts";

test("what was not used for longest goes where there is no more room, and what is larger than the room is not kept", () => {
  const texts = recentlyUsed<string>(10, ({ length }) => length);
  texts.keep("a", "1234");
  texts.keep("b", "1234");
  expect(texts.get("a")).toBe("1234");
  texts.keep("c", "1234");
  expect([texts.has("a"), texts.has("b"), texts.has("c")]).toEqual([true, false, true]);
  texts.keep("a", "12345678901");
  expect([texts.has("a"), texts.has("c")]).toEqual([false, true]);
  // What went has made room: these are ten together.
  texts.keep("d", "123456");
  expect([texts.has("c"), texts.has("d")]).toEqual([true, true]);
});
