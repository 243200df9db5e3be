/** Records as they are, where something else stands beside them. */
import { isMap } from "../../model/json.ts";
import { keyColumns } from "./parts/keys.ts";
import type { Unfolding } from "./shape.ts";

export const records: Unfolding = {
  id: "records",
  title: "records beside settings",
  isGeneral: true,
  roles: {},
  rows: ({ value, keys }) => [{ fields: { ...keyColumns(keys), ...(isMap(value) ? value : { value }) } }],
};
