/**
 * A whole number as sentences show it, thousands separated by commas: the same on every machine, and without the tens
 * of milliseconds that a process takes to load its locales.
 */
export function thousands(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 row`, `12,345 rows`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${thousands(n)} ${n === 1 ? one : many}`;
}
