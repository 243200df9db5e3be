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
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // One core for each: the default keeps one back, which on two cores doubles the time.
  maxWorkers: "100%",
  // A busy machine takes its time: only what hangs is ended, and no test has a limit of its own.
  testTimeout: 1_200_000,
  setupFiles: ["<rootDir>/test/support/no-network.ts"],
};
