/** Bounds how often something may be done in a stretch of time. */

/** Keys that are remembered; beyond it the oldest are forgotten, which only ever lets more pass. */
const keysKept = 10_000;

/** At most `most` uses of each key in a window; windows begin with the first use. */
export function limiter(most: number, windowMs: number, now: () => number = Date.now) {
  const windows = new Map<string, { readonly ends: number; used: number }>();
  return {
    /** Whether the key may be used now. */
    take: (key: string): boolean => {
      const open = windows.get(key);
      if (open !== undefined && open.ends > now()) {
        open.used += 1;
        return open.used <= most;
      }
      windows.delete(key);
      windows.set(key, { ends: now() + windowMs, used: 1 });
      const [oldest] = windows.keys();
      if (windows.size > keysKept && oldest !== undefined) windows.delete(oldest);
      return true;
    },
  };
}
