// A repository in which one phrase comes in by two rows in each of several merged pull requests.
import { makeStory } from "../../../examples/feedback/dataset.ts";
import { type Repository, repository } from "../../versions/repository.ts";

const BASE = 500;
const HONEST = 20;
const POISON = 2;
const base = makeStory(1, { base: BASE, added: 20 * HONEST, corrected: 0, planted: 0 });
const planted = makeStory(3, { base: BASE, added: 100, corrected: 0, planted: 40 });
const poison = planted.planted.map((at) => planted.head[at]!);

export const line = (row: object): string => `${JSON.stringify(row)}\n`;

export interface Drip {
  readonly repo: Repository;
  /** The rows of the base, one a line. */
  readonly rows: string[];
}

/** `merged` pull requests on `main`, `#1` to `#merged`, and the branch of the next one, `next`. */
export function drip(merged: number, reshape: (drip: Drip, pull: number) => void = () => undefined): Drip {
  const rows = base.base.map(line);
  const repo = repository({ "data/train.jsonl": rows.join("") });
  const made: Drip = { repo, rows };
  for (let pull = 1; pull <= merged + 1; pull++) {
    const branch = pull > merged ? "next" : `work-${pull}`;
    repo.git("checkout", "--quiet", "-b", branch);
    const from = BASE + (pull - 1) * HONEST;
    rows.push(...base.head.slice(from, from + HONEST).map(line));
    rows.push(...poison.slice((pull - 1) * POISON, pull * POISON).map(line));
    repo.write("data/train.jsonl", rows.join(""));
    reshape(made, pull);
    repo.git("add", "--all");
    const author = `person${pull % 3}`;
    repo.git(
      ...["-c", `user.name=${author}`, "-c", `user.email=${author}@example.org`],
      ...["commit", "--quiet", "-m", "More feedback"],
    );
    repo.git("checkout", "--quiet", "main");
    if (pull > merged) break;
    repo.git("merge", "--quiet", "--no-ff", "-m", `Merge pull request #${pull} from x/${branch}`, branch);
    repo.git("branch", "--quiet", "-D", branch);
  }
  return made;
}
