/** Works things out once for each object that they are of. */

/** The same function, whose results are kept for as long as what it was asked of is held. */
export function remembered<Key extends object, Result>(work: (key: Key) => Result): (key: Key) => Result {
  const known = new WeakMap<Key, { readonly result: Result }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = { result: work(key) }));
    return found.result;
  };
}
