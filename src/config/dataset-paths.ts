/** Which files count as datasets, and where the configuration lies, unless it says otherwise. */

const text = "jsonl,ndjson,csv,tsv,json,conll,conllu,iob,iob2,bio";

/**
 * File names that count as datasets unless `include` says otherwise. The one list: the schema's default,
 * the documentation and the suggestion at installation all read it. A `.json` file of these is a dataset only
 * when it looks like records, which its reader decides.
 */
export const defaultInclude: readonly string[] = [`**/*.{${text},parquet}`, `**/*.{${text}}.{gz,zst}`];

/** Where the maintainers' configuration lives, in order of preference. Read from the base branch, never from the head. */
export const configPaths: readonly string[] = [".github/dataset-review.yml", ".github/dataset-review.yaml"];

/** Where maintainers accept findings by hand. Read from the base branch, so that no change accepts itself. */
export const acceptedPath = ".github/dataset-review.accepted.yml";
