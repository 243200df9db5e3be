/** Names records that could not be read, and those that were read with a doubt. */
import type { FileComparison, RowProblem } from "../../model/dataset.ts";
import type { Grade, Observation } from "../../model/finding.ts";
import { isAsOftenInBase } from "../shared/as-often.ts";
import { count } from "../shared/words.ts";
import { type NoOptions, noOptions, type Signal } from "../signal.ts";

/** Rows that one finding names. */
const LISTED = 200;

/** Records that could not be read, or whose fields do not line up: what was not read was not reviewed. */
export const unreadableRows: Signal<NoOptions> = {
  id: "unreadable-rows",
  title: "Unreadable rows",
  description:
    "Records that cannot be parsed, and records read with a doubt, such as CSV records with too many or too few fields.",
  options: noOptions,
  measure({ comparison }) {
    const observations = comparison.files.flatMap((file) =>
      KINDS.flatMap((kind) => {
        const problems = file.problems.filter(
          (problem) => problem.kind === kind.kind && problem.introduced === kind.introduced,
        );
        return problems.length === 0 ? [] : [observe(file, problems, kind)];
      }),
    );
    return { measured: true, observations };
  },
};

interface Kind {
  readonly kind: RowProblem["kind"];
  readonly introduced: boolean;
  readonly grade: Grade;
  readonly title: string;
  readonly words: readonly [one: string, many: string];
  readonly verdict: string;
}

const KINDS: readonly Kind[] = [
  {
    kind: "malformed",
    introduced: true,
    grade: "decisive",
    title: "Rows that cannot be read",
    words: ["record that cannot be read", "records that cannot be read"],
    verdict: "and could not be reviewed",
  },
  {
    kind: "ragged",
    introduced: true,
    grade: "suspicious",
    title: "Records read with a doubt",
    words: ["record that was read with a doubt", "records that were read with a doubt"],
    verdict: "so that what was reviewed may not be what is meant",
  },
  {
    kind: "quote",
    introduced: true,
    grade: "informative",
    title: "Quotes within fields",
    words: [
      "record with a field that goes on after its quote",
      "records with a field that goes on after its quote",
    ],
    verdict: "and as many fields as the others",
  },
  {
    kind: "not-a-number",
    introduced: true,
    grade: "informative",
    title: "Numbers that are none",
    words: ["record with NaN or Infinity", "records with NaN or Infinity"],
    verdict: "as Python writes them",
  },
  {
    kind: "malformed",
    introduced: false,
    grade: "informative",
    title: "Rows that could not be read before",
    words: ["record that cannot be read", "records that cannot be read"],
    verdict: "in its earlier version already",
  },
  {
    kind: "ragged",
    introduced: false,
    grade: "informative",
    title: "Records read with a doubt before",
    words: ["record that was read with a doubt", "records that were read with a doubt"],
    verdict: "in its earlier version already",
  },
  {
    kind: "legacy",
    introduced: true,
    grade: "informative",
    title: "Records in the file's old encoding",
    words: [
      "record in the encoding of its earlier version",
      "records in the encoding of its earlier version",
    ],
    verdict: "which is not UTF-8",
  },
  {
    kind: "legacy",
    introduced: false,
    grade: "informative",
    title: "Records in an old encoding",
    words: ["record that is not UTF-8", "records that are not UTF-8"],
    verdict: "in its earlier version already",
  },
];

/**
 * Whether the base's own records are read with a doubt about as often: then it is how the file is written. Of a base of
 * which more than the listed ones are, fewer are known, which errs towards a warning.
 */
function isUsual(file: FileComparison, doubtful: number): boolean {
  const before = file.problems.filter(({ kind, side }) => kind === "ragged" && side === "base").length;
  return isAsOftenInBase(file, before, doubtful);
}

function observe(file: FileComparison, problems: readonly RowProblem[], kind: Kind): Observation {
  const { path, changes } = file;
  const first = problems[0]!;
  const [one, many] = kind.words;
  // A record that was read with a doubt is a row all the same.
  const byLine = new Map(changes.map(({ index, after }) => [after?.line, index]));
  return {
    signal: "unreadable-rows",
    grade: kind.kind === "ragged" && isUsual(file, problems.length) ? "informative" : kind.grade,
    title: kind.title,
    message: `${path} has ${count(problems.length, one, many)}${kind.introduced ? ", " : " "}${kind.verdict}. The first is line ${first.line}: ${first.message}`,
    evidence: { path, rows: problems.length, kind: kind.kind, introduced: kind.introduced },
    rows: problems.slice(0, LISTED).map(({ path: at, line, side }) => ({
      ...changeAt(side === "head" ? byLine.get(line) : undefined),
      path: at,
      line,
      side,
      score: kind.introduced ? 1 : 0,
    })),
  };
}

function changeAt(change: number | undefined): { change?: number } {
  return change === undefined ? {} : { change };
}
