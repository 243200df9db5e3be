/** A pull request for a live exercise: base, head and the sealed answer, in a folder. */
import { randomInt } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { InputError, systemCode } from "../../../versions/input-error.ts";
import type { DrillRow } from "../family.ts";
import { FILE } from "../run/in-memory.ts";
import { type DrillCase, type DrillRequest, planDrill } from "../run/plan.ts";
import type { Pools } from "../run/pools.ts";
import { linesOf, plantCase, plantedRows } from "../run/run-case.ts";
import { seal } from "./seal.ts";

/** Plants the one family that was asked for, with the first size, and writes both versions. Throws `InputError` where it cannot. */
export async function exportDrill(
  folder: string,
  pools: Pools,
  request: DrillRequest,
  passphrase: string,
): Promise<void> {
  const [family, ...more] = request.attacks ?? [];
  if (family === undefined || more.length > 0)
    throw new InputError("an exercise has one attack", "Name one family with --attacks.");
  const { changed, sizes, target } = planDrill(pools, request);
  // Nobody who has the data and this program can plant the same again to compare.
  const of: DrillCase = { family, target, count: sizes[0]!, seed: randomInt(2 ** 31) };
  const drill = plantCase(of, { pools, changed });
  const planted = plantedRows(drill);
  if (planted.size === 0) throw new InputError("the data has no rows to plant in", "Choose another family.");
  const side = drill.head.some((row) => planted.has(row)) ? "head" : "base";
  const lines = drill[side].flatMap((row, at) => (planted.has(row) ? [at + 1] : []));
  const before = new Set<DrillRow>(drill.base);
  const after = new Set<DrillRow>(drill.head);
  const changes =
    drill.head.filter((row) => !before.has(row)).length || drill.base.filter((row) => !after.has(row)).length;
  await write(path.join(folder, "base", FILE), linesOf(drill.base, pools.kind));
  await write(path.join(folder, "head", FILE), linesOf(drill.head, pools.kind));
  await write(
    path.join(folder, "answer.sealed"),
    seal({ family, side, lines, changed: changes, of: drill[side].length }, passphrase),
  );
}

/** Never over what is there: it may be somebody's data. */
async function write(file: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { flag: "wx" });
  } catch (error) {
    if (systemCode(error) === null) throw error;
    throw new InputError(`${file} cannot be written (${systemCode(error)!})`, "Give --export a new folder.");
  }
}
