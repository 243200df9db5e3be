/** Counts lengths, scripts and unusual characters of base texts. */
import type { TextStatistics } from "../../model/evidence.ts";
import { type TextPart, textStatistics } from "../text-statistics.ts";
import type { Collector } from "./collector.ts";

/** The form of base texts: their lengths, scripts, and unusual characters. */
export function textForm(): Collector<TextPart, TextStatistics> {
  const text = textStatistics();
  return {
    row(row) {
      text.add(row.text, row.order);
    },
    part: () => text.part(),
    add: (part) => {
      text.addPart(part);
    },
    fact: () => text.result(),
  };
}
