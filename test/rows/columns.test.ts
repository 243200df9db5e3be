import { describe, expect, test } from "@jest/globals";
import type { Json } from "../../src/model/json.ts";
import { chooseColumns } from "../../src/rows/columns/choose-columns.ts";
import type { Fields } from "../../src/rows/formats/reader.ts";

const sentences = Array.from(
  { length: 60 },
  (_, i) =>
    `Customer number ${i} writes about ${["a late parcel", "the new app", "an invoice"][i % 3]!} at some length`,
);

/** Sixty rows; each column is a function of the row number. */
function rows(columns: Record<string, (i: number) => Json>): Fields[] {
  return sentences.map((_, i) =>
    Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, value(i)])),
  );
}

function choose(columns: Record<string, (i: number) => Json>, configured = {}) {
  const { text, label, response, id } = chooseColumns(rows(columns), configured);
  return { text, label, response, id };
}

const text = (i: number): string => sentences[i]!;
const label = (i: number): string => ["good", "bad"][i % 2]!;

describe("chooseColumns", () => {
  test("by the field's common names, whatever their case and separators", () => {
    expect(choose({ id: (i) => i, Sentence: text, Label: label })).toEqual({
      text: ["Sentence"],
      label: "Label",
      response: null,
      id: "id",
    });
    expect(choose({ tweet_text: text, sentiment_label: (i) => i % 3 })).toMatchObject({
      text: ["tweet_text"],
      label: "sentiment_label",
    });
  });

  test("a common name whose values say otherwise does not count", () => {
    // `question` repeats three values; `feedback` is what people wrote.
    expect(choose({ question: (i) => `Trust ${i % 3}`, feedback: text, label })).toMatchObject({
      text: ["feedback"],
    });
    // `category` holds prose here.
    expect(
      choose({ text, category: (i) => `${text(i)} once more, in other words than before, and longer` }).label,
    ).toBeNull();
  });

  test("where rows stand is no label beside answers of few kinds, and one where nothing else is", () => {
    const place = (i: number): string => ["held out", "examples", "examples"][i % 3]!;
    expect(choose({ "(key)": place, input: text, output: label }).label).toBe("output");
    expect(choose({ "(key)": place, input: text }).label).toBe("(key)");
  });

  test("what most rows leave empty is a label where others say the same few things", () => {
    const of = (at: number) => (i: number) => (i % 3 === at ? ["good", "bad"][i % 2]! : "");
    expect(choose({ text, food: of(0), service: of(1) }).label).toBe("food");
    expect(choose({ text, food: of(0) }).label).toBeNull();
  });

  test("where a row is from is a label where nothing else is", () => {
    const place = (i: number): string => ["Oslo", "Rome"][i % 2]!;
    const level = (i: number): string => ["entry", "senior", "lead"][i % 3]!;
    expect(choose({ text, location: place, level }).label).toBe("level");
    expect(choose({ text, location: place }).label).toBe("location");
    for (const name of ["type", "kind", "status"])
      expect(choose({ text, level, [name]: place }).label).toBe(name);
  });

  test("by the values where names say nothing", () => {
    expect(
      choose({
        "column 1": (i) => `${i}.json`,
        "column 2": label,
        "column 3": text,
        "column 4": (i) => i % 7,
      }),
    ).toEqual({
      text: ["column 3"],
      label: "column 2",
      response: null,
      id: null,
    });
  });

  test("a lexicon of words and scores", () => {
    const words = ["amber", "birch", "cedar", "delta", "ember", "flint"];
    const word = (i: number): string => words[i % 6]! + words[((i / 6) | 0) % 6]!.repeat(1 + ((i / 36) | 0));
    expect(choose({ "column 1": word, "column 2": (i) => (i % 5) - 2 })).toMatchObject({
      text: ["column 1"],
      label: "column 2",
    });
  });

  test("instruction data: instruction and input are the text, output the response", () => {
    expect(
      choose({ instruction: text, input: (i) => (i % 2 ? "" : `Given is case ${i}`), output: text }),
    ).toEqual({
      text: ["instruction", "input"],
      label: null,
      response: "output",
      id: null,
    });
  });

  test("two texts that say nothing but their language, beside no other: the second answers the first", () => {
    const other = (i: number) => `Dies ist der Satz Nummer ${i} von vielen`;
    for (const [first, second] of [
      ["en", "de"],
      ["column 1", "column 2"],
      ["source", "target"],
      ["English", "German"],
      ["text_en", "text_de"],
      ["sentenceEng", "sentenceDeu"],
      ["src_text", "tgt_text"],
      ["eng_Latn", "deu_Latn"],
    ] as const) {
      const columns = { [first]: text, [second]: other };
      const pair = { text: [first], label: null, response: second };
      expect(choose(columns)).toMatchObject(pair);
      const number = (i: number) => i * 7 + 0.5;
      expect(
        choose({ [first.startsWith("column") ? "column 3" : "from"]: number, ...columns }),
      ).toMatchObject(pair);
    }
    expect(choose({ headline: text, story: other }).response).toBeNull();
    expect(choose({ headline_en: text, story_de: other }).response).toBeNull();
    expect(choose({ en: text, de: other, fr: other }).response).toBeNull();
  });

  test("a label that is prose, another one in each row, is an answer", () => {
    const answer = (i: number) => [`This is what the text ${i} says in short`];
    expect(choose({ text, label: answer })).toMatchObject({ text: ["text"], label: null, response: "label" });
  });

  test("what a search engine notes of each hit is no label", () => {
    const section = (i: number) => ["news", "sports"][i % 2]!;
    const hits = { _type: () => "_doc", "_source.body": text, "_source.section": section };
    expect(choose(hits)).toMatchObject({ text: ["_source.body"], label: "_source.section" });
  });

  test("conversations hold both sides in one column", () => {
    const messages = (i: number): Json => [
      { role: "user", content: text(i) },
      { role: "assistant", content: "Certainly." },
    ];
    expect(choose({ messages })).toMatchObject({ text: ["messages"], response: "messages" });
  });

  test("the configuration comes first, and is named even when the column is missing", () => {
    expect(choose({ text, label, verdict: label }, { text: ["label"], label: "verdict" })).toMatchObject({
      text: ["label"],
      label: "verdict",
    });
    expect(choose({ text, label }, { label: "absent" }).label).toBe("absent");
  });

  test("the same rows in base and head do not look like repeated values", () => {
    const sample = rows({ text, label });
    expect(chooseColumns([...sample, ...sample], {})).toEqual(chooseColumns(sample, {}));
  });

  test("nothing to choose from is said", () => {
    expect(chooseColumns([], {})).toMatchObject({
      text: [],
      label: null,
      reason: "The file has no readable rows.",
    });
  });

  test("every column of words written anew for each row is text, beside a label", () => {
    const author = (i: number): string => `${["Ann", "Ben", "Cal"][i % 3]!} ${["Lee", "Ray"][(i >> 1) % 2]!}`;
    const reply = (i: number): string => `We are sorry to hear about case ${i * 7}`;
    expect(
      choose({ text, remark: reply, author, label, date: (i) => `${i} March 2024`, url: text }),
    ).toMatchObject({
      text: ["text", "remark"],
      label: "label",
    });
    // Without a label there is a prompt and an answer, and what else stands there is neither.
    expect(choose({ prompt: text, chosen: reply, rejected: author }).text).toEqual(["prompt"]);
  });

  test("a column that writes the label out would tell the model what it is to find out", () => {
    const inWords = (i: number): string => ["a very good one", "a very bad one"][i % 2]!;
    expect(choose({ text, label, verdict_text: inWords }).text).toEqual(["text"]);
  });

  test("what a sentence is judged to be comes before the kind of its error", () => {
    const acceptable = (i: number): number => i % 2;
    const error_type = (i: number): Json => (i % 2 ? "none" : ["syntax", "morphology"][(i / 2) % 2]!);
    const { label, reason } = chooseColumns(rows({ sentence: text, error_type, acceptable }), {});
    expect(label).toBe("acceptable");
    expect(reason).toContain('"error_type" looks like a label too and is not tested');
  });

  test("a source is a text where something is translated from it, and else where a row is from", () => {
    const source = (i: number): string => `The collected letters, volume ${i}`;
    const quote = (i: number): string => `${text(i)}, as somebody said at some length`;
    expect(choose({ source, quote, label }).text[0]).toBe("quote");
    expect(choose({ source, target: quote, label }).text[0]).toBe("source");
  });

  test("a title is no text beside the passage that it stands above", () => {
    const title = (i: number): string => `About parcel ${i}`;
    expect(choose({ title, context: text, lang: () => "en" }).text).toEqual(["context"]);
    expect(choose({ title, label }).text).toEqual(["title"]);
  });

  test("a column that holds the answer once more is no text", () => {
    const answer = (i: number): string => `Send parcel ${i} back within ${i + 3} days`;
    const columns = { question: text, label, answer, answer_html: (i: number) => `<p>${answer(i)}.</p>` };
    expect(choose(columns)).toMatchObject({ text: ["question"], response: "answer" });
    expect(choose({ ...columns, answer_html: (i) => `Another word about case ${i}` }).text).toEqual([
      "question",
      "answer_html",
    ]);
  });

  test("a second label is named", () => {
    const { label: chosen, reason } = chooseColumns(
      rows({ text, category: label, sentiment: (i) => i % 3, rank: (i) => i % 5 }),
      {},
    );
    expect(chosen).toBe("category");
    expect(reason).toContain('"sentiment" looks like a label too and is not tested');
  });

  test("questions beside the label that are answered in words or by yes and no are named, where a row is from is not", () => {
    const { label: chosen, reason } = chooseColumns(
      rows({
        text,
        hate: (i) => ["none", "hate", "offensive"][i % 3]!,
        bias: (i) => ["none", "gender", "others"][i % 3]!,
        contains_gender_bias: (i) => (i % 2 === 0 ? "True" : "False"),
        source: (i) => ["web", "news"][i % 2]!,
      }),
      {},
    );
    expect(chosen).toBe("hate");
    expect(reason).toContain('"bias" and "contains_gender_bias" look like labels too and are not tested');
  });

  test("a prompt written as turns is answered by the column that holds its answer", () => {
    const prompt = (i: number): string => `Question: what does ${text(i)}?\n\nAnswer:`;
    expect(choose({ prompt, completion: (i) => `a thing called ${i}` })).toMatchObject({
      text: ["prompt"],
      response: "completion",
    });
    expect(choose({ prompt })).toMatchObject({ response: "prompt" });
  });

  test("lists of few different names are labels, in whatever combination", () => {
    const kinds = ["how_long", "pin", "card", "change", "open", "close"];
    const intents = (i: number): Json => kinds.filter((_, kind) => (i + 1) & (1 << kind));
    expect(choose({ text, intents })).toMatchObject({ text: ["text"], label: "intents" });
  });

  test("names written as a program writes lists are no text", () => {
    const annotations = (i: number): string => `[['age'], ['${i % 7 ? "race-color" : "age"}', 'a${i}']]`;
    expect(choose({ annotations, sent: text, bias_type: label })).toMatchObject({
      text: ["sent"],
      label: "bias_type",
    });
  });

  test("words behind the place where they stand are text", () => {
    const span = (i: number): string => `[${i}, ${i + 8}): '${["Leeds", "York", "Hull"][i % 3]!}${i}'`;
    expect(choose({ span, error: label })).toMatchObject({ text: ["span"], label: "error" });
  });

  test("a table of numbers with one column of names has that for its label", () => {
    const number = (i: number): Json => (i % 11) / 10;
    const species = (i: number): string => `Iris-${["setosa", "virginica", "versicolor"][i % 3]!}`;
    expect(choose({ "column 1": number, "column 2": species, "column 3": number })).toMatchObject({
      text: [],
      label: "column 2",
    });
  });

  test("sums are what is asked where their columns are called so", () => {
    expect(
      choose({ instruction: (i) => `${i}+48=`, input: () => "", output: (i) => `${i}+48=${i + 48}` }),
    ).toMatchObject({ text: ["instruction"], response: "output" });
    expect(choose({ instruction: (i) => `${i}+48=` }).text).toEqual([]);
  });

  test("of two columns without a name the one of fewer values is the label", () => {
    const user = (i: number): string => `user${"abcdefghijkl"[i % 12]!}`;
    expect(choose({ "column 1": (i) => (i % 2) * 4, "column 2": user, "column 3": text }).label).toBe(
      "column 1",
    );
    expect(
      choose({
        "column 1": (i) => i % 2,
        "column 2": (i) => ["good", "bad", "mixed"][i % 3]!,
        "column 3": text,
      }).label,
    ).toBe("column 2");
  });

  test("a column of addresses says where a row is from, not what it is", () => {
    const site = (i: number): string => ["https://a.example/set", "https://b.example/set"][i % 2]!;
    const group = (i: number): string => ["jailbreak", "leak", "hijack"][i % 3]!;
    expect(choose({ prompt: text, group, source: site }).label).toBe("group");
  });

  test("results of a crowd task: what is the same in all rows is neither the text nor the label", () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      HITId: `3F0BG9B9MPN${i % 12}`,
      Title: "Judge short reviews",
      Description: "Read a review and say how it sounds",
      AcceptTime: `Thu Mar ${10 + (i % 20)} 10:22:${10 + (i % 50)} PDT 2016`,
      RequesterAnnotation: "BatchId:2277985;",
      "Input.text": `a short review about shop ${i} and its people`,
      "Answer.sentiment": i % 3 === 0 ? "good" : "bad",
    }));
    const { text, label } = chooseColumns(rows, {});
    expect({ text, label }).toEqual({ text: ["Input.text"], label: "Answer.sentiment" });
  });

  test("of two columns of texts and no more the second answers the first, however often that comes", () => {
    const described = rows({
      facts: (i) => `name Anchor ${i % 12}, area by the river ${i % 4}`,
      said: (i) => `There is a house called Anchor ${i % 12}, as guest ${i} says.`,
    });
    expect(chooseColumns(described, {})).toMatchObject({ text: ["facts"], response: "said", label: null });
    const titled = rows({
      title: (i) => `On house ${i} and more`,
      body: (i) => `The house ${i} stands by the river.`,
    });
    expect(chooseColumns(titled, {})).toMatchObject({ text: ["title", "body"], response: null });
  });

  test("means of several grades on one scale are each a label", () => {
    const mean = (i: number, n: number): number => 1 + ((i * n) % 21) / 5;
    const { label, otherLabels } = chooseColumns(
      Array.from({ length: 200 }, (_, i) => ({
        V: mean(i, 4),
        A: mean(i, 5),
        D: mean(i, 11),
        text: `a sentence that somebody wrote as number ${i}`,
      })),
      {},
    );
    expect([label, ...(otherLabels ?? [])].sort()).toEqual(["A", "D", "V"]);
  });

  test("what a crowd's platform notes of its workers is no label, and a hundred columns of texts are not all named", () => {
    const notes = {
      WorkerId: (i: number) => `A${i % 9}`,
      SubmitTime: (i: number) => `Sat Feb ${20 + (i % 2)}`,
      LifetimeApprovalRate: (i: number) => ["100% (1/1)", "0% (0/0)"][i % 2]!,
    };
    const inputs = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [
        `Input.q${n}`,
        (i: number) => `${text(i)}, the ${n}. time of ${i}`,
      ]),
    );
    expect(choose({ ...notes, ...inputs }).label).toBeNull();
    expect(
      choose({ ...inputs, rate: (i) => `${1 + (i % 5)} of 5 stars`, shop: (i) => `at ${i % 3}` }).label,
    ).toBe("rate");
    const answered = chooseColumns(
      rows({ ...notes, ...inputs, "Answer.mood": (i) => ["calm", "cross"][i % 2]! }),
      {},
    );
    expect(answered.label).toBe("Answer.mood");
    expect(answered.text).toHaveLength(12);
    expect(answered.reason).toContain('"Input.q7" and 3 more hold words as well');
  });

  test("texts that come once for each person who judged them are texts", () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({
      judge: i % 5,
      remark: `what somebody wrote about matter ${(i / 5) | 0}`,
      verdict: i % 3 === 0 ? "fine" : "rude",
    }));
    expect(chooseColumns(rows, {})).toMatchObject({ text: ["remark"], label: "verdict" });
  });

  test("the key above the rows is no text, however few they are", () => {
    const rows = ["Aomori", "Iwate", "Akita", "Gifu", "Nara"].map((name, i) => ({
      "(key)": "prefectures by region",
      name,
      i,
    }));
    expect(chooseColumns(rows, {}).text).toEqual(["name"]);
  });

  test("a column of days says when a row was written, whatever it is called", () => {
    const stars = (i: number): number => 1 + (i % 5);
    for (const day of ["2024-03-1", "1.3.202", "2024-01-0"]) {
      const when = (i: number): string => `${day}${i % 3}`;
      expect(choose({ Bewertung: text, Sternchen: stars, Datum: when }).label).toBe("Sternchen");
      expect(choose({ Bewertung: text, Sternchen: stars, Datum: (i) => `${when(i)}T10:00:00Z` }).label).toBe(
        "Sternchen",
      );
    }
  });

  test("which split a row is in, counts of votes and what is known of its origin are no label", () => {
    const split = (i: number): string => ["train", "dev", "test"][i % 3]!;
    const votes = (i: number): string => JSON.stringify({ 0: i % 4, 1: 4 - (i % 4) });
    const meta = (i: number): Json => ({ section: ["shops", "parks"][i % 2]!, page: i % 3 });
    expect(choose({ "column 1": label, "column 2": text, "column 3": votes, "column 4": split }).label).toBe(
      "column 1",
    );
    expect(choose({ text, meta, split }).label).toBeNull();
  });

  test("votes of readers are not the label of a post that has a flair", () => {
    const posts = {
      title: text,
      selftext: text,
      link_flair_text: label,
      score: (i: number): number => i % 9,
    };
    expect(choose(posts)).toMatchObject({ label: "link_flair_text" });
  });

  test("who judged a row comes after what was judged", () => {
    const judge = (i: number): string => "ABC"[i % 3]!;
    expect(choose({ text, offensive: (i) => i % 2, annotator_1: judge })).toMatchObject({
      label: "offensive",
    });
  });

  test("where nothing but few values speaks for a label, the columns of which the same holds are named", () => {
    const votes = (of: number) => (i: number) => (i * of) % 4;
    const { reason } = chooseColumns(rows({ text, racism: votes(1), insult: votes(3) }), {});
    expect(reason).toContain('"racism" looks like a label too and is not tested');
  });

  test("scripts that put no space between words have a second text as well", () => {
    const first = (i: number): string => `昨日は第${i}駅前の喫茶店で友人と会いました`;
    const second = (i: number): string => `お店の人は第${i}案内がとても親切でした`;
    const counts = (i: number): string =>
      JSON.stringify([
        ["お店", i % 3],
        ["<1>", i % 5],
      ]);
    const { text } = choose({ "column 1": first, "column 2": second, "column 3": counts, "column 4": label });
    expect([...text].sort()).toEqual(["column 1", "column 2"]);
  });

  test("flags by name are labels, in whatever combination and however many names there are", () => {
    const names = [
      "baking",
      "bread",
      "chicken",
      "equipment",
      "food-safety",
      "meat",
      "sauce",
      "storage-method",
    ];
    const cats = (i: number): Json => Object.fromEntries(names.map((name, n) => [name, (i >> n) & 1]));
    expect(choose({ cats, meta: (i) => ({ id: String(i) }), text })).toMatchObject({
      text: ["text"],
      label: "cats",
    });
  });

  test("a text of another form stands in a column of its own, however few have that form", () => {
    const setup = (i: number): string => (i % 12 === 0 ? "" : text(i));
    const joke = (i: number): string => (i % 12 === 0 ? `a shorter one about ${text(i)}` : "");
    expect(choose({ category: label, setup, joke }).text).toEqual(["setup", "joke"]);
    expect(choose({ category: label, setup: text, joke }).text).toEqual(["setup"]);
  });
});
