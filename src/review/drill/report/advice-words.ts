/** What an option would have brought, and cost. */
import type { Advice } from "../run/drill-report.ts";
import { rateText } from "./words.ts";

export function adviceSentence({
  family,
  planted,
  option,
  blocked,
  falseAlarms,
  falseAlarmsNow,
}: Advice): string {
  return `${family} with ${planted} rows: ${option} blocks ${rateText(blocked)} %; of honest changes it blocks ${rateText(falseAlarms)} % instead of ${rateText(falseAlarmsNow)} %.`;
}
