/** The rate of blocked attacks against their size, one family a chart: the line is what was seen, the area its interval. */
import { scaleLinear, scalePoint } from "d3-scale";
import { area, line as path } from "d3-shape";
import { figure, h } from "../../../report/html/markup.ts";
import type { FamilyResult, Rate } from "../run/drill-report.ts";
import { percent, rateText } from "./words.ts";

const SIZE = { width: 420, height: 160, left: 44, right: 14, top: 14, bottom: 34 };

interface Point {
  readonly planted: number;
  readonly blocked: Rate;
}

export function familyChart({ name, sentence, sizes }: FamilyResult): string {
  const points = sizes.flatMap(({ planted, blocked, asWith }) =>
    blocked === null || asWith !== null ? [] : [{ planted, blocked }],
  );
  if (points.length === 0) return "";
  const x = scalePoint(
    sizes.map(({ planted }) => planted),
    [SIZE.left, SIZE.width - SIZE.right],
  ).padding(0.4);
  const y = scaleLinear([0, 1], [SIZE.height - SIZE.bottom, SIZE.top]);
  const at = ({ planted }: Point): number => x(planted) ?? 0;
  const share = ({ blocked }: Point): number => y(blocked.events / blocked.trials);
  const band = area<Point>()
    .x(at)
    .y0(({ blocked }) => y(blocked.low))
    .y1(({ blocked }) => y(blocked.high))(points);
  const grid = [0, 0.5, 1].map(
    (tick) =>
      `<line class="grid" x1="${SIZE.left}" x2="${SIZE.width - SIZE.right}" y1="${y(tick)}" y2="${y(tick)}"/>${text(SIZE.left - 6, y(tick) + 4, "end", `${percent(tick)}%`)}`,
  );
  const names = sizes.map(({ planted }) =>
    text(x(planted) ?? 0, SIZE.height - 14, "middle", String(planted)),
  );
  const dots = points.map(
    (point) => `<circle class="head" cx="${at(point).toFixed(1)}" cy="${share(point).toFixed(1)}" r="3"/>`,
  );
  const said = points.map(({ planted, blocked }) => `${planted} rows: ${rateText(blocked)} %`).join("; ");
  const drawn = `${grid.join("")}<path class="base area" d="${band ?? ""}"/><path class="head line" d="${path<Point>().x(at).y(share)(points) ?? ""}"/>${dots.join("")}${names.join("")}`;
  return figure(
    name,
    sentence,
    `<svg class="chart" role="img" aria-label="${h(`${name}, blocked: ${said}`)}" viewBox="0 0 ${SIZE.width} ${SIZE.height}">${drawn}</svg>`,
  );
}

const text = (x: number, y: number, anchor: string, words: string): string =>
  `<text class="axis" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${h(words)}</text>`;
