/** One review of a drill: draw, plant, review, and what became of it. */
import type { Config } from "../../../config/schema.ts";
import { KnownBase } from "../../../evidence/known-base.ts";
import type { DatasetInput } from "../../../model/dataset.ts";
import type { Window } from "../../../model/memory.ts";
import type { Conclusion, ReviewResult, RiskLevel } from "../../../model/result.ts";
import { reviewUnder } from "../../review.ts";
import { families } from "../families/index.ts";
import type { Drill, DrillRow, DrillRows } from "../family.ts";
import { namedRandom } from "../random.ts";
import { drawRows } from "./draw.ts";
import { FILE, inMemory } from "./in-memory.ts";
import type { DrillCase } from "./plan.ts";
import { type Kind, labelsIn, type Pools } from "./pools.ts";

/** All that cases of one drill share. */
export interface Setting {
  readonly pools: Pools;
  readonly config: Config;
  readonly changed: number;
}

/** What a review says. */
interface Verdict {
  /** Null where the data had too few rows to plant in, so that nothing was reviewed. */
  readonly conclusion: Conclusion | null;
  /** Of the findings alone: rows that could not be tested raise the stated risk, and no level of `policy` blocks on them. */
  readonly level: RiskLevel;
  /** Planted rows that the review named. */
  readonly named: number;
  /** Signals whose findings blocked or warned. */
  readonly signals: readonly string[];
}

/** What became of a case. */
export interface Outcome extends Verdict {
  readonly planted: number;
  /** What is said with the option that `looser` sets, where that was asked and the review does not block anyway. */
  readonly looser?: Verdict;
  /** The floor that the review stated for the target; null where it stated none. */
  readonly floor: number | null;
  readonly seconds: number;
}

/** A family must find this share of the rows that it was to plant. */
const ENOUGH = 0.9;

/**
 * Plants the case's family. The same case on the same rows gives the same pull request; families are planted in the same
 * draw of each size and seed, so that they differ by what they do, and have a base in common.
 */
export function plantCase(of: DrillCase, { pools, changed }: Pick<Setting, "pools" | "changed">): Drill {
  const family = families.find(({ name }) => name === of.family)!;
  const rows = drawn(pools, of, changed);
  return family.plant(rows, namedRandom(`${drawName(of)}/${of.family}`));
}

let last: { readonly pools: Pools; readonly key: string; readonly rows: DrillRows } | null = null;

/** Cases of one draw follow each other: it is drawn once. */
function drawn(pools: Pools, of: DrillCase, changed: number): DrillRows {
  const key = `${drawName(of)}/${changed}`;
  if (last?.pools !== pools || last.key !== key)
    last = { pools, key, rows: drawRows(pools, of, changed, namedRandom(drawName(of))) };
  return last.rows;
}

/** The draw that cases have in common. */
export const drawName = ({ target, count, seed }: DrillCase): string => `drill/${target}/${count}/${seed}`;

/** What the last cases have read of their base. */
const known = new KnownBase();

export async function runCase(of: DrillCase, setting: Setting): Promise<Outcome> {
  const { kind } = setting.pools;
  const drill = plantCase(of, setting);
  const planted = plantedRows(drill);
  const isAttack = families.some(({ name, intent }) => name === of.family && intent === "attack");
  const none = { conclusion: null, level: "none", named: 0, signals: [], floor: null, seconds: 0 } as const;
  if (isAttack && materialOf(drill) < ENOUGH * of.count) return { ...none, planted: planted.size };
  const config = drillConfig(setting.config, kind);
  const input = { dataset: toInput(drill, kind), contributor: null, config };
  const window = windowOf(drill, kind, config);
  const verdictOf = (result: ReviewResult): Verdict => ({
    conclusion: result.conclusion,
    level: levelOfFindings(result),
    named: countNamed(result, drill, planted),
    signals: [
      ...new Set(result.findings.flatMap(({ signal, severity }) => (severity === "info" ? [] : [signal]))),
    ],
  });
  const started = performance.now();
  const under = await reviewUnder({ ...input, window, known });
  const result = await under(config);
  const seconds = (performance.now() - started) / 1000;
  const isTried = of.looser === true && result.conclusion !== "failure";
  return {
    ...verdictOf(result),
    planted: planted.size,
    ...(isTried && { looser: verdictOf(await under(looser(config))) }),
    floor: result.detectionFloor.find(({ label }) => label === of.target)?.rows ?? null,
    seconds,
  };
}

/** The least level that findings of the strongest severity come to. */
export function levelOfFindings({ findings }: Pick<ReviewResult, "findings">): RiskLevel {
  const has = (wanted: string): boolean => findings.some(({ severity }) => severity === wanted);
  if (has("failure")) return "high";
  if (has("warning")) return "medium";
  return findings.length > 0 ? "low" : "none";
}

/** What came in since the trusted version, as a review with the history would be given it. */
function windowOf({ trusted, head }: Drill, kind: Kind, { memory: { since } }: Config): Window | null {
  if (trusted === undefined || since === "off") return null;
  const memory = { since, trusted: "", changes: [], notLooked: null };
  return { memory, dataset: toInput({ base: trusted, head }, kind) };
}

/** The same configuration, where every signal may raise ten times as many false alarms, up to one in ten reviews. */
export function looser(config: Config): Config {
  const signals = Object.entries(config.signals).map(([id, options]) => {
    const rate = (options as { readonly falseAlarms?: unknown }).falseAlarms;
    return [
      id,
      typeof rate === "number"
        ? { ...(options as object), falseAlarms: Math.max(rate, Math.min(0.1, 10 * rate)) }
        : options,
    ];
  });
  return { ...config, signals: Object.fromEntries(signals) as Config["signals"] };
}

/** Rows that the attack is made of: those that it adds, takes out, or has brought in before. */
function materialOf({ base, head }: Drill): number {
  return new Set([...base, ...head].filter(({ from }) => from !== undefined)).size;
}

/** Rows that were planted; of rows that were taken out, those that the attack was about. */
export function plantedRows({ base, head }: Drill): ReadonlySet<DrillRow> {
  const missing = (rows: readonly DrillRow[], other: readonly DrillRow[]): ReadonlySet<DrillRow> => {
    const there = new Set(other);
    return new Set(rows.filter((row) => row.from !== undefined && !there.has(row)));
  };
  const added = missing(head, base);
  return added.size > 0 ? added : missing(base, head);
}

function countNamed({ flaggedRows }: ReviewResult, { base, head }: Drill, planted: ReadonlySet<DrillRow>) {
  const named = flaggedRows.map(({ side, line }) => (side === "head" ? head : base)[line - 1]);
  return new Set(named.filter((row) => row !== undefined && planted.has(row))).size;
}

export function toInput({ base, head }: Drill, kind: Kind): DatasetInput {
  const before = bytesOf(base, kind);
  const several = haveSeveral(head);
  const isAdded = several === haveSeveral(base) && base.every((row, at) => row === head[at]);
  const after = linesOf(isAdded ? head.slice(base.length) : head, kind, several);
  const version = (...pieces: (string | Buffer)[]) => ({ path: FILE, source: inMemory(...pieces) });
  const pair = { base: version(before), head: isAdded ? version(before, after) : version(after) };
  return { pairs: [pair], context: [], notAnalysed: [] };
}

/** The file of a base, which most cases of a draw have in common. */
function bytesOf(rows: readonly DrillRow[], kind: Kind): Buffer {
  const bytes = written.get(rows) ?? Buffer.from(linesOf(rows, kind));
  written.set(rows, bytes);
  return bytes;
}

const written = new WeakMap<readonly DrillRow[], Buffer>();

const haveSeveral = (rows: readonly DrillRow[]): boolean => rows.some((row) => labelsIn(row).length > 1);

/** The file, as JSON Lines. @param several whether its rows have lists of labels */
export function linesOf(rows: readonly DrillRow[], kind: Kind, several = haveSeveral(rows)): string {
  return rows.map((row) => `${JSON.stringify(record(row, kind, several))}\n`).join("");
}

function record(row: DrillRow, kind: Kind, several: boolean): object {
  const { text, label } = row;
  if (kind === "texts") return { text };
  if (kind === "answers") return { instruction: text, output: label };
  return { text, label: several ? labelsIn(row) : label };
}

/** The user's own policy and signals, on the columns of the drill's file. Blocks are counted, so it enforces. */
export function drillConfig(config: Config, kind: Kind): Config {
  const roles = {
    labels: { text: "text", label: "label" },
    answers: { text: "instruction", response: "output" },
    texts: { text: "text", label: "none" },
  }[kind];
  return {
    ...config,
    columns: [{ files: FILE, ...roles }],
    policy: { ...config.policy, mode: "enforce" },
  };
}
