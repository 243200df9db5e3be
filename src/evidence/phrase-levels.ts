import { PairTable } from "../stats/pair-table.ts";
import { UNKNOWN } from "../text/token-table.ts";

interface Level {
  /** Node of the phrase of this length that starts at each position; 0 where there is none. */
  readonly nodes: Uint32Array;
  readonly phrases: readonly {
    readonly parent: number;
    readonly token: number;
    readonly rows: Uint32Array;
  }[];
}

/** One level of the trie: extends the phrases that start at each position by the token behind them. */
export function extend(
  sequence: Uint32Array,
  rowOf: Uint32Array,
  parents: Uint32Array | null,
  length: number,
  edges: PairTable,
  firstNode: number,
  support: number,
): Level {
  const local = new PairTable();
  const at = new Uint32Array(sequence.length);
  const counts: number[] = [0];
  const lastRow: number[] = [-1];
  const end = sequence.length - length + 1;
  for (let i = 0; i < end; i++) {
    const last = i + length - 1;
    const row = rowOf[i]!;
    if (rowOf[last] !== row || sequence[i] === UNKNOWN) continue;
    if (parents !== null && (parents[i] === 0 || parents[i + 1] === 0)) continue;
    const id = local.add(parents === null ? 0 : parents[i]!, sequence[last]!);
    at[i] = id;
    if (id === counts.length) {
      counts.push(0);
      lastRow.push(-1);
    }
    if (lastRow[id] !== row) {
      lastRow[id] = row;
      counts[id]!++;
    }
  }
  return collect(sequence, rowOf, parents, { length, at, counts, edges, firstNode, support });
}

interface Candidates {
  readonly length: number;
  readonly at: Uint32Array;
  readonly counts: readonly number[];
  readonly edges: PairTable;
  readonly firstNode: number;
  readonly support: number;
}

/** Keeps the frequent ones of a level, numbers them as nodes, and lists their rows. */
function collect(
  sequence: Uint32Array,
  rowOf: Uint32Array,
  parents: Uint32Array | null,
  candidates: Candidates,
): Level {
  const { length, at, counts, edges, firstNode, support } = candidates;
  const nodes = new Uint32Array(sequence.length);
  const phrases: { parent: number; token: number; rows: Uint32Array; used: number }[] = [];
  for (let i = 0; i < at.length; i++) {
    const id = at[i]!;
    if (id === 0 || counts[id]! < support) continue;
    const parent = parents === null ? 0 : parents[i]!;
    const token = sequence[i + length - 1]!;
    const node = edges.add(parent, token);
    const index = node - firstNode;
    const phrase = (phrases[index] ??= { parent, token, rows: new Uint32Array(counts[id]!), used: 0 });
    const row = rowOf[i]!;
    if (phrase.used === 0 || phrase.rows[phrase.used - 1] !== row) phrase.rows[phrase.used++] = row;
    nodes[i] = node;
  }
  return { nodes, phrases };
}
