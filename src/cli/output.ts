/** Writes what a command has to say: to a stream, or to a file that nobody ever sees half of. */
import { rename, rm, writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { InputError, systemCode } from "../versions/input-error.ts";
import { type ColorChoice, colorChoices, outputWidth, type Terminal, wantsColor } from "./terminal.ts";

/** Where and how a command shows what it found out. */
export interface OutputOptions {
  readonly output?: string;
  readonly color?: ColorChoice;
}

/** Adds the options of `OutputOptions` and the choice of a format, which begins with the usual one. */
export function withOutputOptions(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(new Option("--format <format>", "what to print").choices(formats).default(formats[0]))
    .addOption(
      new Option("--color <when>", "colours on standard output").choices(colorChoices).default("auto"),
    )
    .option("--output <file>", "write to a file instead of standard output");
}

/** Shows on standard output, as wide as that is, or in a file, whose reader's terminal nobody knows. */
export async function show(
  terminal: Terminal,
  { output, color }: OutputOptions,
  render: (look: { readonly color: boolean; readonly width: number }) => string | Promise<string>,
): Promise<void> {
  if (output !== undefined) {
    await writeOutputFile(output, await render({ color: false, width: 160 }));
    await writeOut(terminal.stderr, `Written to ${output}\n`);
  } else {
    const look = { color: wantsColor(terminal, color), width: outputWidth(terminal) };
    await writeOut(terminal.stdout, await render(look));
  }
}

/**
 * Writes to a stream and waits until it took it. A reader that went away (`| head`) is no error: it has seen
 * what it wanted, and the exit status still says what was found.
 */
export async function writeOut(stream: NodeJS.WritableStream, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // The stream also emits what the callback is told; unheard, that would end the process.
    const heard = (): undefined => undefined;
    stream.once("error", heard);
    stream.write(text, (error) => {
      if (!error) stream.off("error", heard);
      const code = systemCode(error);
      if (!error || code === "EPIPE") resolve();
      else if (code === null) reject(error);
      else reject(new InputError(`the output cannot be written (${code})`, "Check where it was sent to."));
    });
  });
}

/** Writes a file so that nobody ever sees half of it. Devices such as `/dev/stdout` are written directly. */
export async function writeOutputFile(file: string, text: string): Promise<void> {
  try {
    if (file.startsWith("/dev/")) {
      await writeFile(file, text);
      return;
    }
    const unfinished = `${file}.${process.pid}.tmp`;
    try {
      await writeFile(unfinished, text);
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  } catch (error) {
    throw new InputError(
      `${file} cannot be written (${systemCode(error) ?? "unknown error"})`,
      systemCode(error) === "EISDIR"
        ? "It is a folder: name a file in it."
        : "Check that its folder exists and may be written.",
    );
  }
}
