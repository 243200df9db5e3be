// The boundaries of the layers, each with its reason. A folder imports only from folders named before it.
const allow = (name, from, to, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from },
  to: { path: "^src/", pathNot: to },
});
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "A cycle hides which part knows which.",
      from: {},
      to: { circular: true },
    },
    allow("model-is-first", "^src/model/", "^src/model/", "The types everything speaks know nobody."),
    allow("stats-are-numbers", "^src/stats/", "^src/stats/", "Numbers in, numbers out: no domain words."),
    allow("text-is-pure", "^src/text/", "^src/(text|stats)/", "Characters and tokens only."),
    allow(
      "dataset-reads",
      "^src/dataset/",
      "^src/(dataset|text|stats|model)/",
      "Bytes to rows to changes; knows no signal and no client.",
    ),
    allow(
      "classifier",
      "^src/classifier/",
      "^src/(classifier|text|stats|model)/",
      "Label given text; knows no signal.",
    ),
    allow(
      "evidence",
      "^src/evidence/",
      "^src/(evidence|classifier|text|stats|model)/",
      "Facts for the signals, from rows.",
    ),
    allow(
      "scan",
      "^src/scan/",
      "^src/(scan|evidence|classifier|text|stats|model)/",
      "The conditional trigger scan: tests over evidence, no opinion on severity.",
    ),
    allow(
      "signals-see-evidence",
      "^src/signals/",
      "^src/(signals|scan|evidence|classifier|text|stats|model)/",
      "Signals are pure functions of evidence.",
    ),
    allow(
      "risk-weighs",
      "^src/risk/",
      "^src/(risk|stats|model)/",
      "Only risk/ weighs, and it weighs observations alone.",
    ),
    allow(
      "config",
      "^src/config/",
      "^src/(config|signals|scan|risk|model|text|stats|evidence|classifier)/",
      "The schema collects the signals' options.",
    ),
    allow(
      "report-renders",
      "^src/report/",
      "^src/(report|config|signals|text|stats|model)/",
      "Outputs are pure renderings of a result.",
    ),
    allow(
      "github-is-an-edge",
      "^src/github/",
      "^src/(github|input|config|model|dataset|report)/",
      "The only importer of octokit and probot.",
    ),
    allow(
      "store-is-an-edge",
      "^src/store/",
      "^src/(store|model|config)/",
      "The only importer of the database.",
    ),
    allow(
      "input-reads-disks",
      "^src/input/",
      "^src/(input|config|dataset|model)/",
      "Folders and git repositories to a DatasetInput; knows no signal and no client.",
    ),
    allow(
      "threads-count-rows",
      "^src/threads/",
      "^src/(threads|evidence|dataset|model)/",
      "The second thread reads rows and counts them as the evidence does.",
    ),
    allow(
      "review-is-pure-recipe",
      "^src/review\\.ts$",
      "^src/(model|stats|text|dataset|classifier|evidence|threads|scan|signals|risk|config|report)/",
      "The recipe imports neither github/ nor store/.",
    ),
    {
      name: "cli-starts-light",
      severity: "error",
      comment:
        "A scan must start fast and run without a service: the service is imported lazily, by cli/serve.ts alone.",
      from: { path: "^src/cli", pathNot: "^src/cli/serve\\.ts$" },
      to: { path: "^src/(github/|store/|server/|worker/|app\\.ts|server\\.ts|worker\\.ts)" },
    },
    {
      name: "clients-only-at-the-edge",
      severity: "error",
      comment: "octokit and probot are imported by github/ and the entry points only.",
      from: { path: "^src/", pathNot: "^src/(github/|app\\.ts|server/)" },
      to: { path: "node_modules/(octokit|probot|@octokit)/" },
    },
    {
      name: "database-only-in-store",
      severity: "error",
      comment: "Only store/ speaks SQL.",
      from: { path: "^src/", pathNot: "^src/store/" },
      to: { path: "node_modules/(kysely|libsql|pg)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
