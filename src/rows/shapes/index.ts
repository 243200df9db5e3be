/** All shapes in the order in which they are asked, and the choice of one for a file. */
import type { Json } from "../../model/json.ts";
import type { ColumnOptions } from "../../model/options.ts";
import { argilla } from "./argilla.ts";
import { dialogues } from "./dialogues.ts";
import { intents } from "./intents.ts";
import { labelStudio } from "./label-studio.ts";
import { labelledLists } from "./labelled-lists.ts";
import { labelledTexts } from "./labelled-texts.ts";
import { nestedFields } from "./nested-fields.ts";
import { nestedQuestions } from "./nested-questions.ts";
import { pairs } from "./pairs.ts";
import { findBeside, isBeside, leavesFewSettings, leavesSettings } from "./parts/beside.ts";
import { findOpening, type Opening } from "./parts/opening.ts";
import { records } from "./records.ts";
import type { FlatRow, Nested, Shape, Unfolding } from "./shape.ts";
import { spans } from "./spans.ts";
import { taskInstances } from "./task-instances.ts";
import { testCases } from "./test-cases.ts";
import { tokens } from "./tokens.ts";
import { translation } from "./translation.ts";
import { turnedTable } from "./turned-table.ts";
import { verdicts } from "./verdicts.ts";

/** The tools' own exports first: what they write would fit a general shape as well, but say less there. */
export const shapes: readonly Shape[] = [
  labelStudio,
  argilla,
  dialogues,
  intents,
  nestedQuestions,
  taskInstances,
  testCases,
  translation,
  verdicts,
  spans,
  pairs,
  labelledLists,
  labelledTexts,
  tokens,
  nestedFields,
];

/** How one file is read: made from its base, and used for its head as well. */
export interface FileShape {
  readonly id: string;
  readonly title: string;
  readonly roles: ColumnOptions;
  /** What has to be opened in a JSON document; null for what is opened in any. */
  readonly opening: Opening | null;
  /** The document is one value, since its rows are spread over it. */
  readonly isWhole: boolean;
  /** It fits any records: that a file has it does not tell that its records are data. */
  readonly isGeneral: boolean;
  /** Flat records in a wrapper: what is left out is single values beside them. */
  readonly isWrapper: boolean;
  /** Nothing but settings is left out, as far as was looked at. */
  readonly isComplete: boolean;
  /** @param line on which the value begins */
  rows(nested: Nested, line: number): readonly FlatRow[] | null;
}

/** A look at the beginning of a file. */
export interface FirstValues {
  /** The document, as far as it was looked at; undefined for anything but JSON. */
  readonly root: Json | undefined;
  readonly whole: boolean;
  readonly configured: readonly string[];
  /** The first values, cut out with this opening. */
  values(opening: Opening | null): readonly Nested[];
}

/** The shape of a file; null where its records are flat already. */
export function findShape(first: FirstValues): FileShape | null {
  const turned = turnedTable(first.root, first.whole);
  if (turned) return { ...fileShape(turned, null, true, new Set()), isComplete: true };
  const opening = findOpening(first.root);
  const all = first.values(opening);
  const beside = first.root === undefined ? new Set<string>() : findBeside(all);
  const values = all.filter((value) => !isBeside(value, beside));
  const sample = { values, configured: first.configured };
  const found = shapes.reduce<Unfolding | null>((one, shape) => one ?? shape.recognise(sample), null);
  const hasOther = all.length > values.length;
  const unfolding = found ?? (opening || hasOther ? records : null);
  if (unfolding === null) return null;
  const isComplete = leavesFewSettings(beside, all);
  return { ...fileShape(unfolding, opening, false, beside), isComplete };
}

function fileShape(
  unfolding: Unfolding,
  opening: Opening | null,
  isWhole: boolean,
  beside: ReadonlySet<string>,
): Omit<FileShape, "isComplete"> {
  const { title, roles } = unfolding;
  return {
    id: JSON.stringify([unfolding.id, opening?.id, isWhole, [...beside].sort()]),
    title,
    roles,
    opening,
    isWhole,
    isWrapper: unfolding === records && opening === null && !isWhole && leavesSettings(beside),
    isGeneral: opening === null && unfolding.isGeneral === true,
    rows: (nested) => (isBeside(nested, beside) ? [] : unfolding.rows(nested)),
  };
}
