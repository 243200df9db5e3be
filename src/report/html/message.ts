/** A page that says a few sentences, such as why a report cannot be shown. */
import { htmlDocument, type Reader, readerBar } from "./document.ts";
import { h } from "./markup.ts";

/** A page that only says something. */
export interface Message {
  readonly title: string;
  readonly sentences: readonly string[];
  /** Where to go from here. */
  readonly links?: readonly { readonly url: string; readonly text: string }[];
}

/** A message as a page that looks like the report. */
export function renderMessage({ title, sentences, links = [] }: Message, reader: Reader | null): string {
  const body = sentences.map((sentence) => `<p>${h(sentence)}</p>`).join("");
  const ways = links.map(({ url, text }) => `<p><a href="${h(url)}">${h(text)}</a></p>`).join("");
  return htmlDocument(
    { title, kind: "message", reader },
    `<main>${readerBar(reader)}<h1>${h(title)}</h1>${body}${ways}</main>`,
  );
}
