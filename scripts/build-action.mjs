// Builds the GitHub Action into action/dist/, which is committed, because GitHub runs an Action as it stands in its
// repository. `--check` fails where what is committed is not what the sources give (docs/decisions/0023).
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundle, root } from "./bundle.mjs";

const committed = path.join(root, "action/dist");
const build = (outdir) =>
  bundle(outdir, ["src/action.ts", "src/review/threads/row-thread.ts"], { plugins: [withoutHttpClient] });

/** @actions/core loads a second HTTP client for sign-in at cloud providers, which we have no use for: 1 MB less. */
const withoutHttpClient = {
  name: "without-http-client",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@actions\/http-client/ }, async ({ path: name, pluginData, ...from }) => {
      if (pluginData === "resolved") return undefined;
      return { ...(await resolve(name, { ...from, pluginData: "resolved" })), sideEffects: false };
    });
  },
};

if (process.argv[2] === "--check") {
  const fresh = mkdtempSync(path.join(tmpdir(), "dataset-review-action-"));
  await build(fresh);
  const names = new Set([...filesOf(fresh), ...filesOf(committed)]);
  const stale = [...names].filter((name) => read(fresh, name) !== read(committed, name));
  rmSync(fresh, { recursive: true, force: true });
  if (stale.length > 0) {
    console.error(
      `action/dist is not what the sources give (${stale.join(", ")}). Run: npm run build:action`,
    );
    process.exit(1);
  }
} else {
  await build(committed);
}

function filesOf(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(folder, name) {
  return filesOf(folder).includes(name) ? readFileSync(path.join(folder, name), "latin1") : null;
}
