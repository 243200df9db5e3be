/**
 * Why a running job is told to stop: a newer head replaced its own; its lease went to somebody else; the process
 * ends and hands it back; or it took longer than a job may.
 */
export type Interruption = "superseded" | "lost" | "shutdown" | "deadline";

/** The `reason` of the AbortSignal that a job runs under. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly why: Interruption;

  constructor(why: Interruption) {
    super(`The job was interrupted: ${why}.`);
    this.why = why;
  }
}

/** Why the signal fired, or null while it has not (or fired for another reason). */
export function interruptionOf(signal: AbortSignal): Interruption | null {
  return signal.reason instanceof Interrupted ? signal.reason.why : null;
}
