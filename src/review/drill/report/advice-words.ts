/** What options would have brought, and cost. */
import { counted } from "../../../report/clip.ts";
import type { Advice } from "../run/drill-report.ts";
import { rateText } from "./words.ts";

/** A sentence an option, which costs the same for every family that it would have caught. */
export function adviceSentences(all: readonly Advice[]): string[] {
  const options = [...new Set(all.map(({ option }) => option))];
  return options.map((option) => {
    const own = all.filter((one) => one.option === option);
    const { planted, falseAlarms, falseAlarmsNow } = own[0]!;
    const caught = own.map(({ family, blocked }) => `${family} ${rateText(blocked)} %`).join(", ");
    return `${option} blocks, with ${counted(planted, "planted row")}: ${caught}; of honest changes it blocks ${rateText(falseAlarms)} % instead of ${rateText(falseAlarmsNow)} %.`;
  });
}
