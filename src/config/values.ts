/** The kinds of values that several options share: whole numbers, yes and no, path patterns. */
import * as z from "zod";
import { mostWays, spelledOut } from "./braces.ts";

/** A number of things: whole, and within bounds that the program can keep. */
export const wholeNumber = (min: number, max: number) => z.number().int().min(min).max(max);

/** YAML 1.2 knows only `true` and `false`; people also write `on` and `off`, which it reads as words. */
export const yesNo = z
  .union([z.boolean(), z.enum(["on", "off", "yes", "no"])])
  .transform((value) => value === true || value === "on" || value === "yes");

/**
 * A path pattern. Parentheses and `|` would reach the regular expression that the pattern becomes, and many
 * stars make it slow on long paths: neither is needed to name files.
 */
export const pattern = z
  .string()
  .min(1)
  .max(256)
  .refine((value) => !/[()|\\]/.test(value), {
    error: "uses a character that path patterns do not have here: ( ) | or \\; write alternatives as {a,b}",
  })
  .refine((value) => value.split("*").length <= 9, { error: "has more than 8 stars" })
  .refine((value) => spelledOut(value) !== null, {
    error: `stands for more than ${mostWays} patterns; write several, or use stars`,
  })
  .refine((value) => !value.startsWith("!"), { error: "is negated; put the pattern into `exclude` instead" });

export const patterns = z.array(pattern).max(100);
