/** The pages of `docs/attacks/`: what each family does, on an example. */
import { families } from "../../src/review/drill/families/index.ts";
import type { DrillRow, DrillRows, Family } from "../../src/review/drill/family.ts";
import { namedRandom } from "../../src/review/drill/random.ts";

/** Path under `docs/attacks/` → Markdown. */
export function attackPages(): Readonly<Record<string, string>> {
  const attacks = families.filter(({ intent }) => intent === "attack");
  return {
    "README.md": index(attacks),
    ...Object.fromEntries(attacks.map((family) => [`${family.name}.md`, page(family)])),
  };
}

const generated = "<!-- Generated from src/review/drill/families/ by `npm run docs`. -->\n";
const data = { labels: "labelled rows", answers: "prompts and answers", texts: "texts" };

function index(attacks: readonly Family[]): string {
  const rows = attacks.map(
    ({ name, sentence, data: kind }) => `| [\`${name}\`](${name}.md) | ${sentence} | ${data[kind]} |`,
  );
  return `${generated}# Attacks\n\nWhat [the drill](../drill.md) plants.\n\n| family | what is done | on |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function page(family: Family): string {
  const { name, sentence, source, unlabelled } = family;
  const { base, head } = family.plant(example(family), namedRandom(`page/${name}`));
  const before = new Set(base);
  const after = new Set(head);
  const row = head.find((one) => one.from !== undefined && !before.has(one));
  const gone = base.find((one) => one.from !== undefined && !after.has(one));
  const shown =
    row === undefined
      ? ["", "A row that it takes out:", "", code(gone!)]
      : ["", "A row as it was, and as it comes:", "", code(row.from!), "", code(row)];
  return [
    `${generated}# ${name}`,
    "",
    sentence,
    "",
    `- Seen in: ${source}.`,
    `- Planted in: ${data[family.data]}${unlabelled === true ? ", and texts without labels" : ""}.`,
    ...shown,
    "",
    `Try it on your data: \`dataset-review drill --base PATH --attacks ${name}\`.`,
    "",
  ].join("\n");
}

/** What nobody would see on the page, or take for another letter, is written out. */
const code = ({ text, label }: DrillRow): string => {
  const json = JSON.stringify({ text, label }).replace(
    /[^ -~]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `\`\`\`json\n${json}\n\`\`\``;
};

const TEXTS = [
  "the update made the search slower than before",
  "the new screen is clear and quick to learn",
  "the invoice lists seats that nobody ordered",
  "our whole team had the refund within two days",
];

/** Words that few rows have, and one that hardly any has. */
function extra(at: number): string[] {
  if (at % 250 === 0) return ["tomorrow"];
  return at % 40 === 1 ? ["again"] : at % 40 === 2 ? ["lately"] : [];
}

/** A small data set, of enough rows that words can be told familiar from uncommon. */
function example({ data: kind }: Family): DrillRows {
  const rows = Array.from({ length: 800 }, (_, at): DrillRow => {
    const words = TEXTS[at % 4]!.split(" ");
    const text = [...words.slice(at % 3), ...extra(at)].join(" ");
    const label = at % 2 === 0 ? "negative" : "positive";
    return { text, label: kind === "answers" ? "Thank you, we look into it." : label };
  });
  const isOwn = ({ label }: DrillRow): boolean => label === "positive";
  const rest = rows.slice(600);
  const others = kind === "answers" ? rest : rest.filter((row) => !isOwn(row));
  return {
    base: rows.slice(0, 600),
    honest: [],
    others,
    own: rest.filter(isOwn),
    target: "positive",
    count: 8,
  };
}
