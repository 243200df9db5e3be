// Filters, sorts, pages and exports the flagged rows. Text from the data set reaches the page as text nodes only.

const PAGE_SIZE = 50;
const SEVERITIES = ["info", "warning", "failure"];

/** @type {any} */
let data = { strings: [], findings: [], rows: [] };
/** @type {any[]} */
let selected = [];
let page = 0;

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);
/** @param {number} index @returns {string | null} */
const string = (index) => (index < 0 ? null : data.strings[index]);

/** The numbered row of the payload with names. @param {any[]} packed @param {number} rank */
function unpack(packed, rank) {
  const [
    path,
    line,
    endLine,
    head,
    score,
    severity,
    findings,
    label,
    parts,
    cutBefore,
    cutAfter,
    before,
    near,
    raw,
    url,
  ] = packed;
  const address = string(url);
  return {
    rank,
    path: string(path),
    line,
    endLine,
    side: head === 1 ? "head" : "base",
    score,
    severity: SEVERITIES[severity],
    findings,
    label: string(label),
    parts,
    cutBefore,
    cutAfter,
    before: before === 0 ? null : { text: before[0], label: string(before[1]) },
    near,
    raw: raw === 0 ? null : raw,
    url: address?.endsWith("#L") ? `${address}${line}` : address,
    text: parts.join(""),
  };
}

/**
 * An element with classes and children; strings become text nodes.
 * @param {string} tag @param {string} className @param {...(Node | string)} children
 */
function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}

/** @param {HTMLElement} made */
function automatic(made) {
  made.dir = "auto";
  return made;
}

/** @param {string | null} label */
function chip(label) {
  return label === null
    ? element("span", "chip none", "no label")
    : automatic(element("span", "chip", label));
}

/** @param {number} characters */
function omitted(characters) {
  const words = `${characters.toLocaleString("en-US")} more character${characters === 1 ? "" : "s"}`;
  return characters === 0 ? "" : element("em", "cut", ` … ${words} … `);
}

/** The same markup as the server's. @param {any} row */
function item(row) {
  const name = `${row.path}:${row.line}${row.side === "base" ? " (base)" : ""}`;
  const place = element(row.url === null ? "span" : "a", "place", name);
  if (row.url !== null) {
    place.setAttribute("href", row.url);
    place.setAttribute("rel", "noreferrer");
  }
  const score = element("span", "score", `score ${row.score.toFixed(2)}`);
  const names = new Set(row.findings.map((/** @type {number} */ i) => data.findings[i][1]));
  const tags = [...names].slice(0, 4).map((name) => element("span", "tag", name));
  const parts = row.parts.map((/** @type {string} */ part, /** @type {number} */ i) =>
    i % 2 === 1 ? element("mark", "", part) : part,
  );
  const text = automatic(
    row.text.trim() === ""
      ? element("p", "text", element("em", "", "empty"))
      : element("p", "text", omitted(row.cutBefore), ...parts, omitted(row.cutAfter)),
  );
  const main = element("div", "main", element("div", "meta", chip(row.label), place, score, ...tags), text);
  if (row.before !== null) {
    const said =
      row.before.text === "" ? "with the same text" : automatic(element("span", "", row.before.text));
    main.append(element("p", "before", "Before: ", chip(row.before.label), " ", said));
  }
  const made = element("li", `row ${row.severity}`, main);
  if (row.near.length > 0) {
    const near = row.near.map((/** @type {number[]} */ [nearText, label, similarity]) =>
      element(
        "li",
        "",
        chip(string(label ?? -1)),
        automatic(element("span", "near-text", string(nearText ?? -1) ?? "")),
        element("span", "similarity", `${similarity} %`),
      ),
    );
    made.append(element("div", "near", element("h3", "", "Nearest base rows"), element("ul", "", ...near)));
  }
  return made;
}

const ORDERS = {
  score: (/** @type {any} */ a, /** @type {any} */ b) => a.rank - b.rank,
  place: (/** @type {any} */ a, /** @type {any} */ b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line,
  label: (/** @type {any} */ a, /** @type {any} */ b) =>
    (a.label ?? "") < (b.label ?? "") ? -1 : (a.label ?? "") > (b.label ?? "") ? 1 : a.rank - b.rank,
  length: (/** @type {any} */ a, /** @type {any} */ b) =>
    b.text.length + b.cutAfter - a.text.length - a.cutAfter || a.rank - b.rank,
};

/** Applies the controls to all rows and shows the first page. */
function select() {
  const [finding, label, file] = ["finding", "label", "file"].map((id) => byId(id).value);
  const wanted = byId("search").value.toLowerCase();
  const matches = (/** @type {any} */ row) =>
    (finding === "*" || row.findings.includes(Number(finding))) &&
    (label === "*" || (row.label === null ? "" : ` ${row.label}`) === label) &&
    (file === "*" || ` ${row.path}` === file) &&
    (wanted === "" || row.text.toLowerCase().includes(wanted));
  const order = ORDERS[/** @type {keyof typeof ORDERS} */ (byId("sort").value)];
  selected = data.rows.filter(matches).sort(order);
  page = 0;
  show();
}

function show() {
  const start = page * PAGE_SIZE;
  const rows = selected.slice(start, start + PAGE_SIZE);
  byId("rows").replaceChildren(...rows.map(item));
  byId("rows").setAttribute("start", String(start + 1));
  const number = (/** @type {number} */ value) => value.toLocaleString("en-US");
  const range =
    selected.length === 0
      ? "No row matches"
      : `Rows ${number(start + 1)} to ${number(start + rows.length)} of ${number(selected.length)}`;
  const all = selected.length === data.rows.length ? "" : `, ${number(data.rows.length)} in all`;
  byId("status").textContent = `${range}${all}.`;
  const pages = Math.max(1, Math.ceil(selected.length / PAGE_SIZE));
  byId("page").textContent = `Page ${number(page + 1)} of ${number(pages)}`;
  byId("previous").disabled = page === 0;
  byId("next").disabled = page >= pages - 1;
  byId("pager").hidden = pages === 1;
}

/** @param {number} step */
function turn(step) {
  page += step;
  show();
  byId("flagged").scrollIntoView();
  byId("status").focus({ preventScroll: true });
}

/** @param {string} name @param {string} type @param {(rows: any[]) => string} render */
function download(name, type, render) {
  const rows = selected.map((row) => ({
    path: row.path,
    line: row.line,
    side: row.side,
    score: row.score,
    severity: row.severity,
    findings: row.findings.map((/** @type {number} */ i) => data.findings[i][0]),
    label: row.label,
    text: row.text,
    ...(row.raw === null ? {} : { rawText: row.raw }),
    ...(row.before === null
      ? {}
      : { beforeLabel: row.before.label, beforeText: row.before.text || row.text }),
    ...(row.cutBefore + row.cutAfter === 0 ? {} : { omitted: row.cutBefore + row.cutAfter }),
  }));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([render(rows)], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function unpackData() {
  const packed = Uint8Array.from(atob(byId("data").textContent), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

async function start() {
  data = await unpackData();
  data.rows = data.rows.map(unpack);
  byId("filters").hidden = false;
  for (const id of ["finding", "label", "file", "sort"]) byId(id).addEventListener("change", select);
  byId("search").addEventListener("input", select);
  byId("filters").addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(select));
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  byId("csv").addEventListener("click", () => download("flagged-rows.csv", "text/csv", toCsv));
  byId("jsonl").addEventListener("click", () => download("flagged-rows.jsonl", "application/jsonl", toJsonl));
  for (const button of document.querySelectorAll("button.show")) {
    const shown = /** @type {HTMLButtonElement} */ (button);
    shown.hidden = false;
    shown.addEventListener("click", () => {
      byId("filters").reset();
      byId("finding").value = shown.dataset.finding;
      setTimeout(() => {
        byId("flagged").scrollIntoView();
        byId("finding").focus({ preventScroll: true });
      });
    });
  }
  select();
}

/** A link to what a signal means leads into a folded part. */
function unfold() {
  const target = location.hash.length > 1 ? byId(decodeURIComponent(location.hash.slice(1))) : null;
  const folded = target?.closest("details");
  if (!folded || folded.open) return;
  folded.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();

if (byId("rows") !== null && "DecompressionStream" in window) void start();
