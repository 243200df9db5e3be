/** Whom a commit names as its co-authors, by its trailers. */
import type { Person } from "../model/history.ts";

/** Each character is looked at once: messages are anybody's. */
const trailer = /^co-authored-by:([^<\n]*)<([^<>\n]+)>\s*$/gim;

/** @param message of a commit, or its trailers alone, a line each */
export function coAuthorsIn(message: string): Person[] {
  return [...message.matchAll(trailer)].map(([, name = "", email = ""]) => ({ name: name.trim(), email }));
}
