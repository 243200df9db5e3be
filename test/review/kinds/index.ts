/** Each way in which texts and labels are written that is known to the program: a writer of the same rows. */
import { asked } from "./asked.ts";
import { documents } from "./documents.ts";
import { jsonLines } from "./json-lines.ts";
import { tables } from "./tables.ts";
import { tagged } from "./tagged.ts";
import { tools } from "./tools.ts";

export const kinds = [...documents, ...jsonLines, ...tools, ...tagged, ...tables, ...asked];
