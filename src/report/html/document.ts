/** The frame of every HTML page (title, policy, style, who is signed in), and pages that only say a few sentences. */
import { assets } from "./assets.ts";
import { h } from "./markup.ts";

/** Who reads a served page. */
export interface Reader {
  readonly login: string;
  /** Goes back with the form that signs out. */
  readonly csrf: string;
}

/**
 * The policy that a page carries in itself; a server sends it as a header, too. A page with a reader has a form, the
 * one that signs out; `forms` is where others may be sent.
 */
export function contentSecurityPolicy(
  reader: Reader | null = null,
  images = "'none'",
  forms = reader === null ? "'none'" : "'self'",
): string {
  return `${assets().policy}; img-src ${images}; form-action ${forms}`;
}

/** What differs between pages. */
export interface DocumentOptions {
  readonly title: string;
  /** Class of the body. */
  readonly kind: string;
  readonly reader: Reader | null;
  /** From where images may come: nowhere, unless said otherwise. */
  readonly images?: string;
  /** Where forms may be sent, beside the one that signs out. */
  readonly forms?: string;
}

/** The frame of every page: what it is called, how it looks, what it may load (nothing), and its body. */
export function htmlDocument({ title, kind, reader, images, forms }: DocumentOptions, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(reader, images, forms)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<title>${h(title, 120)} · dataset-review</title>
<style>${assets().style}</style></head>
<body class="${kind}">${body}</body></html>
`;
}

/** Who is signed in, with a way out. */
export function readerBar(reader: Reader | null): string {
  if (reader === null) return "";
  return `<form class="reader" method="post" action="/sign-out"><input type="hidden" name="csrf" value="${h(reader.csrf)}"><span>Signed in as <b>${h(reader.login, 60)}</b></span> <button>Sign out</button></form>`;
}

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
