/** The charts of the report page: label shares, text lengths, and rows over time. */
import { scaleBand, scaleLinear, scaleSqrt, scaleUtc } from "d3-scale";
import type { ReviewResult } from "../../model/result.ts";
import { labelBalance, percent } from "../balance.ts";
import { count, counted } from "../clip.ts";
import { changedRows } from "../words.ts";
import { bar, figure, h } from "./markup.ts";

const LABELS = 12;

/** Share of each label before and after, as pairs of bars with their numbers beside them. */
export function balanceChart(result: ReviewResult): string {
  const all = labelBalance(result);
  if (all.length === 0) return "";
  const shown = all.slice(0, LABELS);
  const most = Math.max(...shown.map(({ baseShare, headShare }) => Math.max(baseShare, headShare)), 1e-9);
  const width = scaleLinear([0, most], [0, 100]);
  const line = (side: string, kind: "base" | "head", share: number, rows: number): string =>
    `<tr><td class="side">${side}</td><td class="bars">${bar(kind, width(share))}</td><td class="number">${percent(share)}</td><td class="number">${count(rows)}</td></tr>`;
  const groups = shown.map(
    ({ label, base, head, baseShare, headShare }) =>
      `<tbody><tr><th scope="rowgroup" colspan="4" dir="auto">${h(label, 60)}</th></tr>${line("before", "base", baseShare, base)}${line("after", "head", headShare, head)}</tbody>`,
  );
  const more = all.length - shown.length;
  const note = `share and number of rows${more > 0 ? `; ${counted(more, "more label")} not drawn` : ""}`;
  return figure("Labels before and after", note, `<table class="balance">${groups.join("")}</table>`);
}

const CHART = { width: 420, height: 200, left: 44, right: 14, top: 14, bottom: 34 };

function frame(name: string, body: string): string {
  return `<svg class="chart" role="img" aria-label="${h(name)}" viewBox="0 0 ${CHART.width} ${CHART.height}">${body}</svg>`;
}

function text(x: number, y: number, anchor: string, words: string, kind = "axis"): string {
  return `<text class="${kind}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${h(words)}</text>`;
}

/** Bucket i holds texts of 2^i to 2^(i+1)-1 characters; bucket 0 also the empty ones. */
function bucketName(bucket: number): string {
  return bucket === 0 ? "0–1" : `${count(2 ** bucket)}+`;
}

/** How long the texts are: two bars for each range of lengths, each a share of the rows of its side. */
export function lengthChart({ textLengths }: ReviewResult): string {
  if (textLengths === undefined) return "";
  const { reference, changed } = textLengths;
  const total = (rows: readonly number[]): number => rows.reduce((sum, value) => sum + value, 0);
  const [ofReference, ofChanged] = [total(reference), total(changed)];
  if (ofChanged === 0) return "";
  const filled = (i: number): boolean => (reference[i] ?? 0) + (changed[i] ?? 0) > 0;
  const buckets = Array.from({ length: Math.max(reference.length, changed.length) }, (_, i) => i).filter(
    filled,
  );
  const range = Array.from({ length: buckets.at(-1)! - buckets[0]! + 1 }, (_, i) => buckets[0]! + i);
  const share = (rows: readonly number[], of: number) => (i: number) => (of === 0 ? 0 : (rows[i] ?? 0) / of);
  const [base, head] = [share(reference, ofReference), share(changed, ofChanged)];
  const x = scaleBand(range, [CHART.left, CHART.width - CHART.right]).padding(0.25);
  const y = scaleLinear(
    [0, Math.max(...range.map((i) => Math.max(base(i), head(i))))],
    [CHART.height - CHART.bottom, CHART.top],
  ).nice(4);
  const half = x.bandwidth() / 2;
  const bar = (kind: string, left: number, value: number): string =>
    `<rect class="${kind}" x="${left.toFixed(1)}" y="${y(value).toFixed(1)}" width="${half.toFixed(1)}" height="${(y(0) - y(value)).toFixed(1)}"/>`;
  const bars = range.map((i) => bar("base", x(i)!, base(i)) + bar("head", x(i)! + half, head(i)));
  const grid = y.ticks(4).map((tick) => gridLine(y(tick), percent(tick).replace(".0", "")));
  const every = Math.ceil(range.length / 7);
  const names = range
    .filter((_, i) => i % every === 0)
    .map((i) => text(x(i)! + half, CHART.height - 14, "middle", bucketName(i)));
  const name = `Length of texts in characters: ${range.map((i) => `${bucketName(i)}: base ${percent(base(i))}, changed ${percent(head(i))}`).join("; ")}`;
  return figure(
    "Length of the texts",
    "in characters, as a share of rows",
    legend("base rows", "changed rows") + frame(name, [...grid, ...bars, ...names].join("")),
  );
}

function gridLine(y: number, name: string): string {
  return `<line class="grid" x1="${CHART.left}" x2="${CHART.width - CHART.right}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/>${text(CHART.left - 6, y + 4, "end", name)}`;
}

function legend(base: string, head: string): string {
  return `<p class="legend"><span class="key base"></span>${base} <span class="key head"></span>${head}</p>`;
}

const TIMELINE_MOST = 200;

/** Rows changed by each merged pull request of the author, and by this one. */
export function timelineChart(result: ReviewResult): string {
  const { contributor } = result;
  if (contributor?.merged == null) return "";
  const now = { at: Date.parse(contributor.openedAt), rows: changedRows(result) };
  const earlier = contributor.merged
    .map((pull) => ({ number: pull.number, at: Date.parse(pull.mergedAt), rows: pull.changedRows }))
    .filter(({ at }) => Number.isFinite(at))
    .slice(-TIMELINE_MOST);
  if (!Number.isFinite(now.at)) return "";
  const first = Math.min(now.at, ...earlier.map(({ at }) => at));
  const margin = Math.max((now.at - first) * 0.04, 86_400_000);
  const x = scaleUtc([first - margin, now.at + margin], [CHART.left, CHART.width - CHART.right]);
  const y = scaleSqrt(
    [0, Math.max(now.rows, 1, ...earlier.map(({ rows }) => rows ?? 0))],
    [CHART.height - CHART.bottom, CHART.top + 12],
  ).nice(3);
  const zero = y(0);
  const stem = (kind: string, at: number, rows: number | null, title: string): string => {
    const cx = x(at).toFixed(1);
    const cy = y(rows ?? 0).toFixed(1);
    const mark =
      rows === null
        ? `<circle class="${kind} hollow" cx="${cx}" cy="${cy}" r="4"/>`
        : `<circle class="${kind}" cx="${cx}" cy="${cy}" r="4.5"/>`;
    return `<g><title>${h(title)}</title><line class="${kind} stem" x1="${cx}" x2="${cx}" y1="${zero.toFixed(1)}" y2="${cy}"/>${mark}</g>`;
  };
  const said = (rows: number | null): string => (rows === null ? "size unknown" : counted(rows, "row"));
  const stems = earlier.map(({ number, at, rows }) =>
    stem("base", at, rows, `#${number}, ${day(at)}: ${said(rows)}`),
  );
  const here = stem("head", now.at, now.rows, `This pull request, ${day(now.at)}: ${said(now.rows)}`);
  const label = text(x(now.at) - 8, y(now.rows) + 4, "end", `this one: ${count(now.rows)}`, "strong");
  const ticks = x.ticks(4);
  const format = x.tickFormat(4);
  const axis = ticks.map((tick) => text(x(tick), CHART.height - 14, "middle", format(tick)));
  const grid = y.ticks(3).map((tick) => gridLine(y(tick), count(tick)));
  const name = `Rows changed by each merged pull request of ${contributor.login}: ${earlier.map(({ number, rows }) => `#${number} ${said(rows)}`).join(", ") || "none before"}; this one ${said(now.rows)}`;
  return figure(
    "The contributor's pull requests",
    "rows changed, by date of merge",
    legend("merged earlier", "this one") +
      frame(name, grid.join("") + stems.join("") + here + label + axis.join("")),
  );
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
