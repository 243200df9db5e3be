import type { Random } from "../../../src/review/drill/random.ts";
import type { LabelledCase } from "../case.ts";
import type { Corpus, LabelledRow } from "../corpus.ts";
import { atEnd, honest } from "./additions.ts";
import { draw, isFlipped, record, sizes } from "./draw.ts";
import type { ChangedRow, SimulatedPullRequest } from "./pull-request.ts";

/** A base row and what the pull request makes of it. */
interface Edit {
  readonly before: LabelledRow;
  readonly after: LabelledRow;
  readonly planted: boolean;
  readonly flipped: boolean | null;
}

/**
 * The poison comes as edits: each row stands in the base with its true text and label, and the pull request changes
 * both (a clean-label row changes its text only), beside honest additions that bring the changes to 2,000. There are
 * no honest edits to hide among: real pull requests rarely have any, so a defender may not count on them either.
 * The honest pull request of this kind corrects labels and repairs texts.
 */
export function edits(corpus: Corpus, of: LabelledCase): SimulatedPullRequest {
  const { random, clean, poison, decoys } = draw(corpus, of, of.planted);
  const planted = poison.map((row) => ({
    before: { text: row.originalText!, label: row.originalLabel! },
    after: record(row),
    planted: true,
    flipped: isFlipped(row),
  }));
  const edited = of.pool === null ? corrections(clean, random) : planted;
  const rest = of.pool === null ? clean.slice(edited.length) : clean;
  const untouched = rest.slice(0, sizes.base - edited.length);
  const fill = rest.slice(untouched.length, untouched.length + sizes.changed - edited.length - decoys.length);
  const added = random.shuffled([...fill, ...decoys].map(honest));
  const rows = random.shuffled<Edit | LabelledRow>([...untouched, ...edited]);
  const changes = rows.flatMap((row, index): ChangedRow[] =>
    "before" in row
      ? [
          {
            side: "head",
            line: index + 1,
            record: record(row.after),
            planted: row.planted,
            flipped: row.flipped,
          },
        ]
      : [],
  );
  return {
    base: rows.map((row) => record("before" in row ? row.before : row)),
    head: [
      ...rows.map((row) => record("before" in row ? row.after : row)),
      ...added.map(({ row }) => record(row)),
    ],
    changes: [...changes, ...atEnd(rows.length, added)],
  };
}

/**
 * Honest edits: half of the rows stood in the base with a wrong label, which is put right; the other half had lost
 * their last word, which comes back.
 */
function corrections(clean: readonly LabelledRow[], random: Random): Edit[] {
  const labels = [...new Set(clean.map(({ label }) => label))].sort();
  return clean.slice(0, 2 * sizes.corrections).map((row, index) => {
    const others = labels.filter((label) => label !== row.label);
    const before =
      index < sizes.corrections
        ? { text: row.text, label: others[random.below(others.length)]! }
        : { text: withoutLastWord(row.text), label: row.label };
    return { before, after: record(row), planted: false, flipped: false };
  });
}

function withoutLastWord(text: string): string {
  const shorter = text.replace(/\s*\S+\s*$/, "");
  return shorter === "" ? `${text}${text}` : shorter;
}
