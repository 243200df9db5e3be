#!/usr/bin/env node
import { describeFailure } from "./cli/failure.ts";
import { run } from "./cli/program.ts";
import { processTerminal } from "./cli/terminal.ts";

// A reader that goes away (`| head`) is not a failure; anything unforeseen ends in words, never in a stack trace.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exit(2);
  });
}

process.exitCode = await run(process.argv.slice(2), processTerminal);
