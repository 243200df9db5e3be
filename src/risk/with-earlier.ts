/**
 * A review of one change joined with the review of everything since a trusted point: rows of earlier changes count
 * where rows of this one take part.
 */
import { addTo } from "../collections/group-by.ts";
import type { Row, RowChange } from "../model/dataset.ts";
import type { Finding, Severity } from "../model/finding.ts";
import { type Earlier, type EarlierRow, lacksMemory, type Memory } from "../model/memory.ts";
import type { Policy } from "../model/options.ts";
import type { FlaggedRow, ReviewResult } from "../model/result.ts";
import { rowContent } from "../model/row-content.ts";
import { logBinomialUpperTail } from "../stats/log-space.ts";
import { flaggedRows, labelText } from "./flagged-rows.ts";
import { identify, judge, score } from "./weigh.ts";

/** A review with the changes that its findings speak of. */
export interface Weighed {
  readonly result: ReviewResult;
  readonly changes: readonly RowChange[];
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, failure: 2 };

/** A change warns once more of what stood before it if chance gives its size that many of the rows this rarely: the signals' own rate. */
const ONCE_MORE = Math.log(0.01);

const STOOD =
  "It stood before this change, which brings no more of its rows than chance gives a change of this size.";

/**
 * Adds to a review what `since`, the review of the trusted version against the same head, found in rows of this change
 * together with earlier ones. It can raise the verdict and never lowers it. A finding that the review has already is not
 * said twice: it is told which rows earlier changes brought. A warning that stands in `before`, the review of the trusted
 * version against the base, is a note where this change adds little to it; null: that is not known.
 */
export function withEarlier(
  { result, changes }: Weighed,
  since: Weighed,
  policy: Policy,
  before: Weighed | null = null,
): ReviewResult {
  const own = ownChanges(changes, since.changes);
  const found = since.result.findings
    .flatMap((finding) => splitFinding(finding, own, changes, since.changes))
    .map((finding) =>
      before !== null && stood(finding, before) && !addsMuch(finding, own.size, since.changes.length)
        ? { ...finding, severity: "info" as const, message: `${finding.message} ${STOOD}` }
        : finding,
    );
  if (found.length === 0) return result;
  const joined = join(result.findings, found).sort((a, b) => RANK[b.severity] - RANK[a.severity]);
  const { findings, score: weighed } = score(joined);
  return {
    ...result,
    ...judge(weighed, result, policy),
    findings,
    flaggedRows: withNeighbours(
      flaggedRows(findings, changes, new Map()),
      result.flaggedRows,
      since.result.flaggedRows.map((row) => ({ ...row, change: own.get(row.change ?? -1) ?? -1 })),
    ),
  };
}

/** The review with how far earlier changes were looked at: the verdict says so where the repository asks for more. */
export function withMemory(result: ReviewResult, memory: Memory, policy: Policy): ReviewResult {
  const known = { ...result, memory };
  if (!lacksMemory(known)) return known;
  return { ...known, ...judge(score(result.findings).score, known, policy) };
}

/** Whether a review warns of something only because of earlier changes, so that it may have been said of one of them. */
export const mayRepeat = ({ findings }: ReviewResult): boolean =>
  findings.some((finding) => isDoubtful(finding) && finding.earlier?.decides === true);

/** What blocks, or would if the repository let it, is never taken back. */
const isDoubtful = ({ grade, severity }: Finding): boolean => severity === "warning" && grade !== "decisive";

/** Whether rows of this change and of earlier ones both stand among those since the trusted point: else nothing is joined. */
export function mayJoin(changes: readonly RowChange[], since: readonly RowChange[]): boolean {
  const own = ownChanges(changes, since).size;
  return own > 0 && own < since.length;
}

/** Changes since the trusted point that are of this change, each with its index among this one's. */
function ownChanges(changes: readonly RowChange[], since: readonly RowChange[]): ReadonlyMap<number, number> {
  const brought = new Map<string, number>();
  const taken = new Map<string, number[]>();
  for (const { index, before, after } of changes) {
    if (after !== null) brought.set(placeOf(after), index);
    if (before === null) continue;
    addTo(taken, rowContent(before), index);
  }
  const own = new Map<number, number>();
  for (const { index, before, after } of since) {
    const same = after === null ? taken.get(rowContent(before!))?.shift() : brought.get(placeOf(after));
    if (same !== undefined) own.set(index, same);
  }
  return own;
}

/** Both reviews read the same head, so that a row of it stands at the same place in either. */
const placeOf = ({ path, line, isCounted }: Row): string => JSON.stringify([path, line, isCounted === true]);

/** A finding since the trusted point as one of this change; none where only one of the two takes part. */
function splitFinding(
  finding: Finding,
  own: ReadonlyMap<number, number>,
  changes: readonly RowChange[],
  since: readonly RowChange[],
): (Finding & { readonly earlier: Earlier })[] {
  if (finding.severity === "info") return [];
  const rows: Finding["rows"][number][] = [];
  const earlier: EarlierRow[] = [];
  for (const row of finding.rows) {
    if (row.change === undefined) continue;
    const index = own.get(row.change);
    const change = index === undefined ? undefined : changes[index];
    const place = row.side === "head" ? change?.after : change?.before;
    if (index !== undefined && place)
      rows.push({ ...row, change: index, path: place.path, line: place.line });
    else if (index === undefined) earlier.push(earlierRow(row, since[row.change]!));
  }
  if (rows.length === 0 || earlier.length === 0) return [];
  const named = { ...finding, title: subjectOf(finding), rows, earlier: { rows: earlier, decides: true } };
  return [{ ...named, id: identify(named) }];
}

/** Whether a warning was there without this change: of the same phrase, or, where it has none, of all its earlier rows. */
function stood(finding: Finding & { readonly earlier: Earlier }, { result, changes }: Weighed): boolean {
  if (!isDoubtful(finding)) return false;
  const like = result.findings.filter(
    ({ signal, severity }) => signal === finding.signal && RANK[severity] >= RANK.warning,
  );
  if (finding.phrase !== undefined) return like.some((other) => isSame(other, finding));
  const named = new Set(
    like
      .flatMap(({ rows }) => rows)
      .flatMap(({ change, side }) => (change === undefined ? [] : rowContent(rowOf(changes[change]!, side)))),
  );
  return finding.earlier.rows.every(({ content }) => named.has(content!));
}

/** Whether more of its rows are of this change than fall to one that brought `own` of `all` rows, if each is as likely. */
function addsMuch(
  { rows, earlier }: Finding & { readonly earlier: Earlier },
  own: number,
  all: number,
): boolean {
  return logBinomialUpperTail(rows.length + earlier.rows.length, own / all, rows.length) <= ONCE_MORE;
}

function earlierRow({ path, line, side }: Finding["rows"][number], change: RowChange): EarlierRow {
  const row = rowOf(change, side);
  const { text } = row;
  return { path, line, side, text, label: labelText(row), content: rowContent(row), change: null };
}

const rowOf = ({ before, after }: RowChange, side: Row["side"]): Row =>
  (side === "head" ? after : before) ?? after ?? before!;

/** Without the count of its rows, which grows with each change: the same finding has the same name in the next one. */
function subjectOf({ phrase, label, title }: Finding): string {
  if (phrase === undefined) return title;
  return label === undefined ? `“${phrase}”` : `“${phrase}” with ${label}`;
}

/** The findings of both reviews, each said once, by the stronger of the two. */
function join(own: readonly Finding[], found: readonly Finding[]): Finding[] {
  const all = [...own];
  for (const finding of found) {
    const at = all.findIndex((other) => isSame(other, finding));
    const twin = all[at];
    if (twin && RANK[twin.severity] >= RANK[finding.severity])
      all[at] = { ...twin, earlier: { ...(finding.earlier as Earlier), decides: false } };
    else if (twin) all[at] = finding;
    else if (!isSaid(finding, own)) all.push(finding);
  }
  return all;
}

function isSame(a: Finding, b: Finding): boolean {
  return b.phrase !== undefined && a.signal === b.signal && a.phrase === b.phrase && a.label === b.label;
}

/** Whether the review names all of these rows already, by the same signal and as severely. */
function isSaid({ signal, severity, rows }: Finding, own: readonly Finding[]): boolean {
  const named = new Set(
    own
      .filter((other) => other.signal === signal && RANK[other.severity] >= RANK[severity])
      .flatMap((other) => other.rows.map(({ change }) => change)),
  );
  return rows.every(({ change }) => named.has(change));
}

/** What either review found to compare a row with. */
function withNeighbours(rows: readonly FlaggedRow[], ...from: (readonly FlaggedRow[])[]): FlaggedRow[] {
  const known = new Map(
    from
      .flat()
      .reverse()
      .map((row) => [row.change, row.neighbours]),
  );
  return rows.map((row) => {
    const neighbours = row.change === undefined ? undefined : known.get(row.change);
    return neighbours === undefined ? row : { ...row, neighbours };
  });
}
