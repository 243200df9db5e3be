/** Whole reviews by the dozen, servers, databases and processes: `npm run test:slow` runs these, `npm test` the others. */
export const slow = [
  "action/action",
  "bench/detection/drip",
  "bench/detection/main",
  "build/build",
  "cli/accept",
  "cli/blame",
  "cli/choices",
  "cli/replay",
  "cli/scan-hub",
  "drill/families-gate",
  "drill/input",
  "drill/run",
  "examples/added-row.property",
  "examples/detection-gate",
  "examples/review",
  "history/replay",
  "history/review-since",
  "report/html/export",
  "review/kinds/kinds",
  "rows/fix/fix",
  "service/app.end-to-end",
  "service/process",
  "service/reviewing/decisions/decide",
  "service/reviewing/enterprise-server",
  "service/reviewing/memory",
  "service/reviewing/replay-merged",
  "service/reviewing/whole-service-downloads",
  "service/setup/setup",
  "store/queue",
  "store/records",
  "threads/in-threads",
  "threads/row-helper",
  "trigger/detection-floor",
  "versions/git/git",
  "versions/git/uncommitted",
  "versions/many-files",
].map((name) => `**/test/${name}.test.ts`);

/** @type {import("jest").Config} */
export default {
  testEnvironment: "<rootDir>/test/support/environment.mjs",
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "es6" } },
    ],
  },
  testMatch: ["**/test/**/*.test.ts", ...slow.map((pattern) => `!${pattern}`)],
  // One core for each: the default keeps one back, which on two cores doubles the time.
  maxWorkers: "100%",
  // A busy machine takes its time: only what hangs is ended, and no test has a limit of its own.
  testTimeout: 1_200_000,
  setupFiles: ["<rootDir>/test/support/no-network.ts"],
};
