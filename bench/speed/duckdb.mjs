// The same work in DuckDB, as SQL would do it: read both versions, find the rows that changed by an anti-join on their
// hashes, count the one- to three-word phrases of the changed rows over the base by label, and score the changed rows
// by naive Bayes. `node duckdb.mjs BASE HEAD jsonl|csv`
import { DuckDBInstance } from "@duckdb/node-api";

const [base, head, format] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const quoted = (path) => `'${path.replaceAll("'", "''")}'`;
const source = (path) =>
  format === "csv"
    ? `read_csv(${quoted(path)}, header = true, columns = {id: 'BIGINT', text: 'VARCHAR', label: 'VARCHAR'})`
    : `read_json(${quoted(path)}, format = 'newline_delimited', columns = {id: 'BIGINT', text: 'VARCHAR', label: 'VARCHAR'})`;
const tokens = (text) => String.raw`regexp_extract_all(lower(${text}), '[a-z0-9]+|[^\sa-z0-9]')`;
// Phrases of one to three tokens, once a row.
const phrases = (table) => `
  SELECT DISTINCT row, label, array_to_string(list_slice(tokens, place, place + size - 1), ' ') AS phrase
  FROM (SELECT row, label, tokens, unnest(generate_series(1, len(tokens))) AS place FROM ${table}),
       (VALUES (1), (2), (3)) AS sizes (size)
  WHERE place + size - 1 <= len(tokens)`;

for (const statement of [
  `CREATE TABLE base AS SELECT *, hash(id, text, label) AS hash FROM ${source(base)}`,
  `CREATE TABLE head AS SELECT *, hash(id, text, label) AS hash FROM ${source(head)}`,
  `CREATE TABLE changed AS SELECT row_number() OVER () AS row, label, ${tokens("text")} AS tokens
   FROM head ANTI JOIN base USING (hash)`,
  `CREATE TABLE removed AS SELECT id, text, label FROM base ANTI JOIN head USING (hash)`,
  `CREATE TABLE wanted AS SELECT phrase FROM (${phrases("changed")}) GROUP BY phrase HAVING count(*) >= 3`,
  `CREATE VIEW reference AS SELECT id AS row, label, ${tokens("text")} AS tokens FROM base`,
  `CREATE TABLE counts AS SELECT phrase, label, count(*) AS rows
   FROM (${phrases("reference")}) SEMI JOIN wanted USING (phrase) GROUP BY ALL`,
  `CREATE TABLE words AS SELECT word, label, count(*) AS n
   FROM (SELECT DISTINCT row, label, unnest(tokens) AS word FROM reference) GROUP BY ALL`,
  `CREATE TABLE scores AS SELECT row, words.label, sum(ln(n + 1)) AS score
   FROM (SELECT DISTINCT row, unnest(tokens) AS word FROM changed) JOIN words USING (word) GROUP BY ALL`,
]) {
  await connection.run(statement);
}
const reader = await connection.runAndReadAll(
  "SELECT (SELECT count(*) FROM changed), (SELECT count(*) FROM removed), (SELECT count(*) FROM counts)",
);
console.log(reader.getRows()[0].join(" "));
