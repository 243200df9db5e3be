/** Answers errors of one kind that are part of a work with a value. */

/** A handler that gives `value` for an error of this kind, and throws any other on: `read().catch(insteadOf(Unreadable, null))`. */
export function insteadOf<Value>(
  kind: abstract new (...args: never) => Error,
  value: Value,
): (error: unknown) => Value {
  return (error) => {
    if (error instanceof kind) return value;
    throw error;
  };
}
