/** Defines what the thread that counts rows is told, and what it answers. */
import type { Parts } from "../../evidence/collectors/collector.ts";
import type { ShareSetup } from "../../evidence/row-share.ts";
import type { SlotMemory } from "./slots.ts";

/** A row that only a parser can read. */
export interface GivenBack {
  readonly row: number;
  readonly bytes: Uint8Array;
}

/** What the thread is told. A share begins, gets pieces, is asked to be drained and for its result. */
export type ToThread =
  | { readonly kind: "begin"; readonly setup: ShareSetup; readonly memory: SlotMemory }
  | { readonly kind: "piece"; readonly slot: number; readonly first: number }
  | { readonly kind: "drain" }
  | { readonly kind: "finish" };

/** What it answers. */
export type FromThread =
  | { readonly kind: "givenBack"; readonly rows: readonly GivenBack[] }
  | { readonly kind: "drained" }
  | { readonly kind: "counted"; readonly parts: Parts };
