/** Scripts with which a shell completes the program's commands and options. */
import type { Command, Option } from "commander";
import { InputError } from "../versions/input-error.ts";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** A script for the given shell, made from the commands as they are defined. */
export function completionScript(program: Command, shell: Shell): string {
  switch (shell) {
    case "bash":
      return bash(program);
    case "zsh":
      // zsh runs bash's completions as they are.
      return `autoload -U +X bashcompinit && bashcompinit\n${bash(program)}`;
    case "fish":
      return fish(program);
    default:
      throw new InputError(
        `there is no completion for "${String(shell)}"`,
        `Choose one of ${shells.join(", ")}.`,
      );
  }
}

const visible = (command: Command): readonly Option[] => command.options.filter((option) => !option.hidden);
const flags = (command: Command): string =>
  [...visible(command).map((option) => option.long), "--help"].filter(Boolean).join(" ");

/** Completes a value by its choices, a path by files, else commands and options. Bash 3.2 (macOS) is enough. */
function bash(program: Command): string {
  const cases = program.commands.map((command) => {
    const values = visible(command).filter((option) => option.argChoices);
    const choices = values.map(
      (option) =>
        `      ${option.long ?? ""}) COMPREPLY=($(compgen -W "${option.argChoices?.join(" ") ?? ""}" -- "$word")); return ;;`,
    );
    const own = command.name() === "completion" ? shells.join(" ") : flags(command);
    return [
      `    ${command.name()})`,
      '      case "$previous" in',
      ...choices.map((line) => `  ${line}`),
      "      esac",
      `      words="${own}" ;;`,
    ].join("\n");
  });
  return `_dataset_review() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words
  COMPREPLY=()
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
    *) words="${program.commands.map((command) => command.name()).join(" ")} --help --version" ;;
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
    *) [ "$COMP_CWORD" -eq 1 ] || [ "\${COMP_WORDS[1]}" = completion ] && COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
  esac
}
complete -o default -F _dataset_review dataset-review
`;
}

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function fish(program: Command): string {
  const none = "complete -c dataset-review -n __fish_use_subcommand -f";
  const lines = program.commands.flatMap((command) => [
    `${none} -a ${command.name()} -d ${quoted(command.description())}`,
    ...visible(command).map((option) => {
      const long = (option.long ?? "").replace(/^--/, "");
      const value = option.argChoices
        ? ` -x -a ${quoted(option.argChoices.join(" "))}`
        : option.required
          ? " -r"
          : " -f";
      const when = quoted(`__fish_seen_subcommand_from ${command.name()}`);
      return `complete -c dataset-review -n ${when} -l ${long}${value} -d ${quoted(option.description)}`;
    }),
  ]);
  lines.push(
    `complete -c dataset-review -n '__fish_seen_subcommand_from completion' -f -a ${quoted(shells.join(" "))}`,
  );
  return `${lines.join("\n")}\n`;
}
