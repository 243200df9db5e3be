// Builds the program into dist/ (or the folder named as argument): our sources and every package that they use, in a few
// files, because Node resolves, reads and compiles a hundred small ones no faster than a whole review.
import path from "node:path";
import { bundle, root } from "./bundle.mjs";

await bundle(
  path.resolve(process.argv[2] ?? path.join(root, "dist")),
  [
    "src/cli.ts",
    "src/review/threads/row-thread.ts",
    "src/service/thread/thread.ts",
    "src/service/thread/branch-drill.ts",
    "src/review/drill/run/drill-thread.ts",
    "src/review/history/replay-thread.ts",
  ],
  // Whatever is imported lazily becomes a file of its own. The maps are read when something fails, to name its place
  // (src/place.ts).
  { splitting: true, sourcemap: "external", sourcesContent: false },
);
