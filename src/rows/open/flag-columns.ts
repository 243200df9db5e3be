/** A column a label, each saying yes or no (`toxic`, `insult`, `threat`): together they are the labels of a row. */
import type { Json } from "../../model/json.ts";
import type { MadeColumn } from "../../model/options.ts";
import { labelNames, normalName } from "../formats/column-names.ts";
import { get, isMap, isProse, type JsonMap, mostly, type Nested } from "../shapes/shape.ts";

/** Two columns of yes and no are any two properties; three side by side are a list of labels. */
const FEWEST = 3;
const MOST = 200;
const FEWEST_ROWS = 20;
/** What a flag may be called that is itself one label among others; any other name of a label is the label's own. */
const KINDS = new Set(["toxic", "toxicity", "sarcasm", "hate", "spam", "isspam", "isnegative", "istoxic"]);
/** Names that end like this are the label's, whatever stands before. */
const LABEL = /(^|[^\p{L}])(label|labels|class|sentiment|intent|category)$/iu;
const FLAG = /^(0(\.0+)?|1(\.0+)?|true|false|yes|no)?$/i;

export type FlagColumns = Extract<MadeColumn, { readonly from: "flags" | "labels" }>;

/**
 * The columns of flags of a file, as one label column to be made; null where there are none, or a column is called
 * the label already.
 * @param values records from the beginning of the base
 */
export function flagColumns(values: readonly Nested[]): FlagColumns | null {
  const records = values.map(({ value }) => value).filter(isMap);
  if (records.length < FEWEST_ROWS || records.length < values.length) return null;
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  if (!names.some((name) => mostly(values, (value) => isProse(get(value, name))))) return null;
  const flags = new Set(names.filter((name) => isFlag(records, name)));
  if (names.some((name) => isLabelName(name) && (!flags.has(name) || !KINDS.has(normalName(name)))))
    return null;
  const columns = longestRun(names, flags);
  const varied = columns.filter((name) => new Set(records.map((record) => get(record, name))).size > 1);
  if (columns.length < FEWEST || columns.length > MOST || varied.length < 2) return null;
  return { name: columns.join(" + ").slice(0, 120), from: "flags", columns };
}

function isLabelName(name: string): boolean {
  return labelNames.includes(normalName(name)) || LABEL.test(name);
}

/** Nothing but yes and no, in nine rows of ten. */
function isFlag(records: readonly JsonMap[], name: string): boolean {
  const cells = records
    .map((record) => get(record, name))
    .filter((cell) => cell !== undefined && cell !== null && cell !== "");
  return cells.length >= records.length * 0.9 && cells.every(saysYesOrNo);
}

function saysYesOrNo(cell: Json | undefined): boolean {
  return typeof cell === "string"
    ? FLAG.test(cell.trim())
    : typeof cell === "boolean" || cell === 0 || cell === 1;
}

/** The most columns side by side that are flags. */
function longestRun(names: readonly string[], flags: ReadonlySet<string>): string[] {
  let best: string[] = [];
  let run: string[] = [];
  for (const name of names) {
    run = flags.has(name) ? [...run, name] : [];
    if (run.length > best.length) best = run;
  }
  return best;
}
