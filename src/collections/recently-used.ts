/** Keeps values up to a total size: those that were used last. */

/** Values by key. Once their sizes exceed `room` together, those go that were not used for longest. */
export type RecentlyUsed<Value> = ReturnType<typeof recentlyUsed<Value>>;

export function recentlyUsed<Value>(room: number, sizeOf: (value: Value) => number) {
  const kept = new Map<string, Value>();
  let used = 0;
  const drop = (key: string): void => {
    const value = kept.get(key);
    if (value !== undefined) used -= sizeOf(value);
    kept.delete(key);
  };
  const keep = (key: string, value: Value): void => {
    drop(key);
    if (sizeOf(value) > room) return;
    // A Map remembers the order of insertion: its first key is the one that was not used for longest.
    kept.set(key, value);
    used += sizeOf(value);
    for (const oldest of kept.keys()) {
      if (used <= room) break;
      drop(oldest);
    }
  };
  return {
    keep,
    has: (key: string): boolean => kept.has(key),
    /** Counts as a use. */
    get(key: string): Value | undefined {
      const value = kept.get(key);
      if (value !== undefined) keep(key, value);
      return value;
    },
  };
}
