/** One step of a long review. `done` and `total` are in `unit`; `total` is null while it is unknown. */
export interface ProgressEvent {
  readonly stage: "read" | "compare" | "reference" | "measure" | "render" | "drill";
  readonly done: number;
  readonly total: number | null;
  readonly unit: "bytes" | "rows" | "signals" | "reviews";
}

/** Called at most a few times a second for each stage. */
export type ProgressListener = (event: ProgressEvent) => void;
