/** The template by which authors say what a pull request does, for the review to check row by row. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";

const TEMPLATE = `<!--
What does this change to the data do? Put the lines that are true below this comment; each row is checked against them:

dataset-review: typos only
dataset-review: no label changes
dataset-review: adds 200 reviews from SOURCE
dataset-review: removes 12 rows
dataset-review: removes duplicates
dataset-review: relabels POSITIVE to NEUTRAL
-->
`;

/** Writes it where GitHub looks, unless the repository has one of its own there; answers the file that was written. */
export async function writeTemplate(folder: string): Promise<string | null> {
  for (const place of [".", ".github", "docs"]) {
    const names = await readdir(path.join(folder, place)).catch(() => []);
    if (names.some((name) => /^pull_request_template(\.|$)/i.test(name))) return null;
  }
  const file = path.join(folder, ".github", "pull_request_template.md");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, TEMPLATE, { flag: "wx" });
  return file;
}
