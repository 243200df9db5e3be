/** What an examination of the service found, one subject at a time. */

export interface Finding {
  readonly subject: string;
  /** `unknown` is what cannot be seen from here: no fault, and no reassurance. */
  readonly state: "well" | "wrong" | "unknown";
  /** A sentence. */
  readonly words: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export const well = (subject: string, words: string): Finding => ({ subject, state: "well", words });
export const wrong = (subject: string, words: string, remedy: string): Finding => ({
  subject,
  state: "wrong",
  words,
  remedy,
});
export const unknown = (subject: string, words: string, remedy?: string): Finding => ({
  subject,
  state: "unknown",
  words,
  ...(remedy === undefined ? {} : { remedy }),
});

const marks = { well: "ok     ", wrong: "WRONG  ", unknown: "unknown" } as const;

/** The findings as lines for a terminal. */
export function findingsText(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ subject, state, words, remedy }) => [
    `${marks[state]}  ${subject.padEnd(13)}  ${words}`,
    ...(remedy === undefined ? [] : [`${" ".repeat(24)}${remedy}`]),
  ]);
  const faults = findings.filter(({ state }) => state === "wrong").length;
  const unseen = findings.filter(({ state }) => state === "unknown").length;
  const rest = unseen === 0 ? "" : ` ${unseen} could not be seen from here.`;
  const verdict = faults === 0 ? `Nothing is wrong.${rest}` : `${faults} to mend.${rest}`;
  return `${[...lines, "", verdict].join("\n")}\n`;
}
