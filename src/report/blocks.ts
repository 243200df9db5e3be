/** What a report is made of before anybody knows how it will look: sections of a few kinds of blocks, for each output to render. */
import type { FlaggedRow, SpotCheckRow } from "../model/result.ts";
import type { LabelBalance } from "./balance.ts";
import type { FindingIndex } from "./highlight.ts";
import type { Repository } from "./links.ts";

/**
 * A part of a report under a heading. Its texts may quote the pull request and stand as they came: whichever output shows
 * them makes them harmless. What a sentence sets as code stands in backticks.
 */
export interface Section {
  /** Names it in addresses. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block = Prose | List | Table | Rows | Chart;

export interface Prose {
  readonly kind: "prose";
  readonly text: string;
}

export interface List {
  readonly kind: "list";
  readonly entries: readonly Entry[];
  /** What an entry is, where some are only counted. */
  readonly one: string;
  readonly many: string;
}

export interface Entry {
  readonly text: string;
  /** Lines to copy, below the text. */
  readonly code?: { readonly language: "sh" | "yaml"; readonly lines: readonly string[] };
}

export interface Table {
  readonly kind: "table";
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** What a row is, where some are only counted. */
  readonly one: string;
  readonly many: string;
  /** Few words in each cell, to be compared from row to row: aligned on a terminal, with prose below its row. */
  readonly isGrid?: boolean;
  /** What the addresses of its rows begin with, before their first cell. */
  readonly anchor?: string;
}

export interface Column {
  readonly title: string;
  readonly holds: "name" | "prose" | "number";
  /** Numbers that are drawn as bars where an output can, all such columns of a table to one scale. */
  readonly isDrawn?: boolean;
}

export type Cell = string | { readonly text: string; readonly url: string | null };

/** Rows of the data, with the phrases of their findings marked where there is an index. */
export interface Rows {
  readonly kind: "rows";
  readonly rows: readonly (FlaggedRow | SpotCheckRow)[];
  readonly index: FindingIndex | null;
  readonly repository: Repository | null;
}

/** Label shares before and after. */
export interface Chart {
  readonly kind: "chart";
  readonly balance: readonly LabelBalance[];
}

export const prose = (text: string): Prose => ({ kind: "prose", text });

/** @param one what an entry is, where some are only counted */
export function list(entries: readonly Entry[], one: string, many = `${one}s`): List {
  return { kind: "list", entries, one, many };
}

export const named = (title: string): Column => ({ title, holds: "name" });
export const said = (title: string): Column => ({ title, holds: "prose" });
export const number = (title: string): Column => ({ title, holds: "number" });

/** @param one what a row is, where some are only counted */
export function table(columns: readonly Column[], rows: Table["rows"], one: string, many = `${one}s`): Table {
  return { kind: "table", columns, rows, one, many };
}

/** The blocks that have something to show. */
export function filled({ blocks }: Section): readonly Block[] {
  return blocks.filter((block) => {
    switch (block.kind) {
      case "prose":
        return block.text !== "";
      case "list":
        return block.entries.length > 0;
      case "chart":
        return block.balance.length > 0;
      default:
        return block.rows.length > 0;
    }
  });
}

export const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : cell.text);
export const urlOf = (cell: Cell): string | null => (typeof cell === "string" ? null : cell.url);
