/** Says what the author has had merged before, without judging by it. */
import { median } from "simple-statistics";
import type { ContributorFacts } from "../../model/pull-request.ts";
import { count, number } from "../shared/words.ts";
import { type NoOptions, noOptions, type Signal } from "../signal.ts";

/**
 * What is known of the author, as facts. A third of honest pull requests come from somebody with nothing merged
 * before, and the attacker of the story has a good record: so this never raises or lowers another finding.
 */
export const contributorHistory: Signal<NoOptions> = {
  id: "contributor-history",
  title: "Contributor",
  description: "Earlier merged pull requests and their sizes, stated as facts.",
  options: noOptions,
  measure(evidence) {
    const { contributor } = evidence;
    if (contributor === null)
      return {
        measured: false,
        reason: "Nothing is known of the author: the review did not come from a pull request.",
        applies: false,
      };
    const size = evidence.changes.length;
    const usual = usualSize(contributor);
    return {
      measured: true,
      observations: [
        {
          signal: "contributor-history",
          grade: "informative",
          title: `Contribution by @${contributor.login}`,
          message: [
            accountSentence(contributor),
            historySentence(contributor),
            sizeSentence(size, usual),
          ].join(" "),
          evidence: {
            login: contributor.login,
            association: contributor.association,
            isBot: contributor.isBot,
            mergedPullRequests: contributor.merged?.length ?? null,
            changedRows: size,
            medianChangedRows: usual,
          },
          rows: [],
        },
      ],
    };
  },
};

function usualSize({ merged }: ContributorFacts): number | null {
  const sizes = (merged ?? []).flatMap((pull) => (pull.changedRows === null ? [] : [pull.changedRows]));
  return sizes.length === 0 ? null : median(sizes);
}

const ASSOCIATIONS: Readonly<Record<ContributorFacts["association"], string>> = {
  OWNER: "owns the repository",
  MEMBER: "is a member of the organisation",
  COLLABORATOR: "is a collaborator",
  CONTRIBUTOR: "has contributed before",
  FIRST_TIME_CONTRIBUTOR: "contributes here for the first time",
  FIRST_TIMER: "contributes on GitHub for the first time",
  MANNEQUIN: "is a placeholder for an imported account",
  NONE: "has no relation to the repository yet",
};

function accountSentence(contributor: ContributorFacts): string {
  const who = contributor.isBot ? `The bot @${contributor.login}` : `@${contributor.login}`;
  return `${who} ${ASSOCIATIONS[contributor.association]}.`;
}

function historySentence({ merged }: ContributorFacts): string {
  if (merged === null) return "Earlier pull requests could not be read.";
  return merged.length === 0
    ? "No pull request of theirs was merged here before."
    : `${count(merged.length, "pull request")} of theirs ${merged.length === 1 ? "was" : "were"} merged here before.`;
}

function sizeSentence(size: number, usual: number | null): string {
  const own = `This one changes ${count(size, "row")}`;
  return usual === null ? `${own}.` : `${own}; their median is ${number(Math.round(usual))}.`;
}
