/**
 * `npm run bench:model`: how well the content model knows what label a text deserves, beside a TF-IDF logistic
 * regression: nats a row, fitted on 3,000 rows of each labelled set and measured on 2,000 others.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { defaultConfig } from "../src/config/schema.ts";
import { gatherEvidence } from "../src/evidence/gather.ts";
import { namedRandom } from "../src/review/drill/random.ts";
import { compareDataset } from "../src/rows/diff/compare.ts";
import { fitRegressions } from "./detection/baselines/tfidf-regression.ts";
import { type LabelledRow, openCorpus } from "./detection/corpus.ts";
import { corpusSets, unseenSets } from "./detection/pools.ts";
import { record } from "./detection/pull-requests/draw.ts";
import { toDatasetInput } from "./detection/pull-requests/pull-request.ts";
import { mean } from "./detection/summarise.ts";

const FITTED = 3000;
const MEASURED = 2000;
const STRENGTHS = [1, 4, 12];

const { values } = parseArgs({
  options: {
    corpus: { type: "string", default: path.resolve(import.meta.dirname, "../../shared/corpus") },
    unseen: { type: "string" },
    sets: { type: "string" },
  },
});

/** What the model of the base says of the added rows' labels: the loss, and that of the label shares alone. */
async function modelLoss(base: readonly LabelledRow[], added: readonly LabelledRow[]) {
  const input = toDatasetInput({
    base: base.map(record),
    head: [...base, ...added].map(record),
    changes: [],
  });
  const { groups } = await gatherEvidence(
    await compareDataset(input, { columnsFor: () => ({}), limits: defaultConfig.limits }),
    null,
  );
  const { model, rows } = groups[0]!;
  const p = new Float64Array(model!.labels);
  const told = rows.flatMap(({ ids, pairs, labels: [label] }) =>
    label === undefined
      ? []
      : [
          {
            own: Math.log(model!.probabilities({ ids, pairs }, p)[label]!),
            prior: Math.log(model!.priors[label]!),
          },
        ],
  );
  return { model: -mean(told.map(({ own }) => own))!, shares: -mean(told.map(({ prior }) => prior))! };
}

const unseen = values.unseen === undefined ? null : path.resolve(values.unseen);
const corpus = openCorpus(values.corpus, unseen);
const chosen = values.sets?.split(",");
console.log("| set | labels | label shares alone | logistic regression | at C | content model |");
console.log("|---|---|---|---|---|---|");
for (const { name } of [...corpusSets, ...unseenSets(unseen)]) {
  if (chosen !== undefined && !chosen.includes(name)) continue;
  const all = namedRandom(`${name}/model`)
    .shuffled(corpus.clean(name))
    .slice(0, FITTED + MEASURED);
  const base = all.slice(0, FITTED);
  const labels = [...new Set(base.map(({ label }) => label))].sort();
  const added = all.slice(FITTED).filter(({ label }) => labels.includes(label));
  const { model, shares } = await modelLoss(base, added);
  const losses = fitRegressions(base, labels, STRENGTHS).map((predict, i) => ({
    c: STRENGTHS[i]!,
    loss: -mean(added.map(({ text, label }) => Math.log(predict(text)[labels.indexOf(label)]!)))!,
  }));
  const best = losses.reduce((a, b) => (b.loss < a.loss ? b : a));
  const cells = [shares, best.loss].map((loss) => loss.toFixed(3));
  console.log(`| ${name} | ${labels.length} | ${cells.join(" | ")} | ${best.c} | ${model.toFixed(3)} |`);
}
