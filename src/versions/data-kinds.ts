/** By its name alone: whether a file that no reader is asked for may hold data all the same. */

/** Formats of tables and arrays that are not read here. */
const FORMATS =
  "aiml arff arrow avro beton chatito co conll conllu db dta duckdb dvc feather h5 hdf hdf5 iob jl joblib jsonlines libsvm lmdb lu mat mdb msgpack npy npz ods orc p parq pickle pkl pq psv qna rda rdata rds rec sas7bdat sav sqlite sqlite3 svm tab testa testb tfrecord tfrecords train vw xls xlsb xlsx";
const ARCHIVES = "7z br bz2 gz lz4 lzma rar tar tbz tbz2 tgz txz xz z zip zst";
/** Endings of copies, packings and leftovers: `train.jsonl.bak`, `train.csv.xz`, `train.csv~`. */
const COPY =
  /\.(?:jsonl|ndjson|jsonlines|json|csv|tsv|parquet)(?:~|\.(?:7z|backup|bak|br|bz2|copy|disabled|dvc|enc|gpg|gz|lz4|lzma|new|old|orig|part|rar|save|sav|swp|tar|tmp|txt|xz|z|zip|zst|\d+))+$/i;
/** What is seen, heard or run, and weights: no rows of text, and there may be thousands beside data. */
const MEDIA =
  "aac ai avi avif bin bmp ckpt class css dll doc docx eot eps exe flac gif heic ico jar jpeg jpg m4a mid midi mkv mov mp3 mp4 mpeg mpg o ogg onnx opus otf pdf png ppt pptx psd pt pth pyc safetensors svg swf tflite tga tif tiff ttf wasm wav webm webp wma wmv woff woff2";
/** Settings, and programs in which nobody keeps rows. */
const SETTINGS =
  "bash bat bib c cc cff cfg cmake conf cpp editorconfig env fish go gradle graphql h hpp ini ipynb java jsx kt less lock lua m php po pot properties proto ps1 rs sass scala scss service sh svelte swift tf tsx vue zsh";
/** Programs: data only where their lines are literals of rows. */
const PROGRAMS = "js mjs py r rb ts";

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const formats = words(FORMATS);
const archives = words(ARCHIVES);
const programs = words(PROGRAMS);
const media = words(MEDIA);
const settings = words(SETTINGS);

/** Files that every project has: documentation, settings, requirements. In a folder of data a name is no reason not to look. */
const HOUSEKEEPING =
  /(?:^|\/)(?:\.[^/]+(?:\/.*)?|(?:readme|licen[cs]e|copying|notice|authors|changelog|changes|history|contributing|code_of_conduct|security|citation|requirements|constraints|environment|makefile|cmakelists|dockerfile|mkdocs|index|robots|humans|manifest|version)[^/]*)$/i;

/**
 * `format`: data by its name; `archive`: may hold anything; `text`: only its content tells; `other`: nobody keeps data so,
 * but records or labelled rows in it are data all the same.
 */
export type DataKind = "format" | "archive" | "text" | "other";

/** Null for what holds no rows: pictures, sounds, weights, and what every project has beside its data. */
export function dataKind(path: string): DataKind | null {
  if (COPY.test(path)) return "format";
  if (HOUSEKEEPING.test(path)) return DATA_FOLDER.test(path) ? "other" : null;
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined) return "text";
  if (formats.has(ending)) return "format";
  if (archives.has(ending)) return "archive";
  if (media.has(ending)) return null;
  // An ending that nobody knows is no reason not to look.
  return settings.has(ending) ? "other" : "text";
}

const DATA_FOLDER =
  /(?:^|\/)(?:annotations?|corp(?:us|ora)|datasets?|data|gold|intents|labell?ed|labels|nlu|splits|train(?:ing)?)\//i;
/** Under any further ending: `train.jsonl.keep`; and `eng_Latn.dev`, as FLORES has a file a language. */
const DATA_ENDING = /\.(?:(?:jsonl|ndjson|csv|tsv)[^/]*|dev|devtest)$/i;
const DATA_NAME =
  /(?:^|\/)(?:annotations?|corpus|data(?:set)?|dev|eval(?:uation)?|gold|intents|labels|nlu|test|train(?:ing)?|valid(?:ation)?)(?:[-_.\d][^/]*)?$/i;

/** Whether a path says of itself that it holds data: `corpus/reviews.xml`, `train.xml`; not `test.py`. */
export function saysData(path: string): boolean {
  return DATA_FOLDER.test(path) || DATA_ENDING.test(path) || (DATA_NAME.test(path) && !isProgram(path));
}

export function isProgram(path: string): boolean {
  return programs.has(/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "");
}

/** `data/train.jsonl.gz` → `train`: what stays of a name when a file is written in another format. */
export function stemOf(path: string): string {
  return path
    .slice(path.lastIndexOf("/") + 1)
    .replace(/[.~].*$/, "")
    .toLowerCase();
}
