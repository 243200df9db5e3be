#!/usr/bin/env node
import module from "node:module";

// Where this Node can (22.8 and later), compiled code is kept between runs: a scan of a small file is mostly start-up.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

const { describeFailure } = await import("./cli/failure.ts");
const { run } = await import("./cli/program.ts");
const { processTerminal } = await import("./cli/terminal.ts");

// A reader that goes away (`| head`) is not a failure; anything unforeseen ends in words, never in a stack trace.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exit(2);
  });
}

process.exitCode = await run(process.argv.slice(2), processTerminal);
