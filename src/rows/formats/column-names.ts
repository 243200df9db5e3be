/** The names under which data sets keep their texts, labels, answers and ids. */

/**
 * The field's common column names, most telling first, written as `normalName` gives them.
 */
export const textNames = [
  "text", "sentence", "content", "utterance", "comment", "review", "tweet", "message", "messages",
  "conversation", "conversations", "instruction", "question", "prompt", "query", "input", "phrase", "phrases",
  "utterances", "patterns", "document", "passage", "feedback", "statement", "body", "description", "post", "caption",
  "summary", "transcript", "dialogue", "snippet", "context", "abstract", "title", "headline", "testcase",
  "sentence1", "sentence2", "premise", "hypothesis", "question1", "question2", "setup", "joke", "word", "term",
  "translation", "q", "source", "commenttext", "reviewtext", "reviewbody", "tweettext", "fulltext",
]; // biome-ignore format: a word list
export const labelNames = [
  "label", "labels", "category", "categories", "class", "sentiment", "intent", "intents", "target", "rating", "tag", "tags",
  "emotion", "emotions", "polarity", "stance", "topic", "topics", "linkflairtext", "flair", "score", "stars", "overall", "labelgold", "goldlabel", "annotation", "verdict",
  "toxicity", "toxic", "sarcasm", "hate", "spam", "isspam", "isnegative", "istoxic", "type", "y", "connotation",
  "acceptable", "acceptability", "grammatical", "errorflag", "errortype", "correctness", "grade", "cats",
]; // biome-ignore format: a word list
export const responseNames = [
  "output", "response", "completion", "answer", "chosen", "reply", "responses", "answers", "punchline", "a", "completions",
  "solution", "canonicalsolution", "expectedoutput", "expectedanswer", "expectedresponse", "expected", "ideal", "groundtruth",
]; // biome-ignore format: a word list
export const idNames = [
  "id", "uid", "guid", "uuid", "rowid", "index", "idx", "key", "no", "caseid", "exampleid", "rowindex",
]; // biome-ignore format: a word list

/** Columns that are one text together, in their order. */
export const textGroups: readonly (readonly string[])[] = [
  ["instruction", "input"],
  ["instruction", "context"],
  ["premise", "hypothesis"],
  ["sentence1", "sentence2"],
  ["question1", "question2"],
  ["title", "text"],
  ["title", "content"],
  ["title", "body"],
  ["title", "description"],
  ["headline", "body"],
  ["question", "context"],
];

/** An answer that the label calls right or wrong (KTO) is what the label is about, with what was asked. */
export const ratedTexts: readonly (readonly string[])[] = [
  ["prompt", "completion"],
  ["prompt", "response"],
  ["question", "answer"],
];

/** Lower case without separators: `Comment_Text` and `comment text` are one name. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[\s_\-.]+/g, "");
}

const known = new Set([...textNames, ...labelNames, ...responseNames, ...idNames]);

export function isKnownName(name: string): boolean {
  return known.has(normalName(name));
}
