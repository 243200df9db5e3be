/**
 * File names that count as datasets unless `include` says otherwise. The one list: the schema's default,
 * the documentation and the suggestion at installation all read it.
 */
export const defaultInclude: readonly string[] = ["**/*.{jsonl,ndjson,csv,tsv}"];

/** Where the maintainers' configuration lives, in order of preference. Read from the base branch, never from the head. */
export const configPaths: readonly string[] = [".github/dataset-review.yml", ".github/dataset-review.yaml"];
