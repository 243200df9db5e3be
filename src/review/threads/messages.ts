/** Defines what the thread that counts rows is told, and what it answers. */
import type { Parts } from "../../evidence/collectors/collector.ts";
import type { ShareSetup } from "../../evidence/row-share.ts";
import type { RowPiece } from "../../model/dataset.ts";

/** What the thread is told. A share begins, gets pieces, of which it counts down how many wait, and is asked for its result. */
export type ToThread =
  | { readonly kind: "begin"; readonly setup: ShareSetup; readonly waiting: Int32Array }
  | { readonly kind: "piece"; readonly piece: RowPiece }
  | { readonly kind: "finish" };

/** What it answers, at the end. */
export type FromThread = Parts;
