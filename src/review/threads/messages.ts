/** Defines what the thread that counts rows is told, and what it answers. */
import type { Parts } from "../../evidence/collectors/collector.ts";
import type { ShareSetup } from "../../evidence/row-share.ts";
import type { SlotMemory } from "./slots.ts";

/** What the thread is told. A share begins, gets pieces, and is asked for its result. */
export type ToThread =
  | { readonly kind: "begin"; readonly setup: ShareSetup; readonly memory: SlotMemory }
  | { readonly kind: "piece"; readonly slot: number; readonly first: number }
  | { readonly kind: "finish" };

/** What it answers, at the end. */
export type FromThread = Parts;
