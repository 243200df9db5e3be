// The exports of the flagged rows. Plain functions of data, so that they can be tested outside a page.

/** What a spreadsheet would take for a formula, also behind spaces or in full width. */
const FORMULA = /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * One CSV field: quoted always, and with an apostrophe before anything that a spreadsheet would run.
 * @param {string | number} value
 */
function csvField(value) {
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

/**
 * Rows as CSV: invisible characters as visible escapes, a mark at the start so that spreadsheets read UTF-8.
 * @param {ReadonlyArray<Readonly<Record<string, unknown>>>} rows
 */
function toCsv(rows) {
  const columns = [
    "path",
    "line",
    "side",
    "score",
    "severity",
    "findings",
    "label",
    "text",
    "beforeLabel",
    "beforeText",
    "omitted",
  ];
  const records = rows.map((row) =>
    columns
      .map((name) => {
        const value = Array.isArray(row[name]) ? row[name].join(" ") : (row[name] ?? "");
        return csvField(typeof value === "number" ? value : String(value));
      })
      .join(","),
  );
  return `\uFEFF${[columns.join(","), ...records].join("\r\n")}\r\n`;
}

/**
 * Rows as JSON lines: the text as it is in the file, invisible characters as JSON escapes.
 * @param {ReadonlyArray<Readonly<Record<string, unknown>>>} rows
 */
function toJsonl(rows) {
  return rows
    .map(({ rawText, ...row }) => {
      const text = JSON.stringify({ ...row, text: rawText ?? row.text });
      return `${text.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}]/gu, escapeCharacter)}\n`;
    })
    .join("");
}

/** @param {string} character */
function escapeCharacter(character) {
  let escaped = "";
  for (let i = 0; i < character.length; i++) {
    escaped += `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`;
  }
  return escaped;
}
