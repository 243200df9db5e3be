import type { Signal } from "./signal.ts";

/** Every signal, in the order in which findings of equal weight are shown. The one list. */
export const signals: readonly Signal[] = [];
