/** Completion for fish: a `complete` line for each option and verb. */
import type { ArgumentRow, CommandRow, OptionRow } from '../commands/command-table.js';
import type { ArgumentKind } from '../front/flags.js';
import type { Candidates } from './candidates.js';

/** What follows an argument: its candidates, or files. */
const ARGUMENTS: Readonly<Record<ArgumentKind, string>> = {
  program: "-x -a '(__ntrace_programs)'",
  setting: "-x -a '(__ntrace_settings)'",
  script: "-x -a '(__ntrace_scripts)'",
  pid: "-x -a '(__ntrace_pids)'",
  file: '-r -F',
  folder: "-x -a '(__fish_complete_directories)'",
  command: "-x -a '(__fish_complete_command)'",
};

export function fishCompletion(table: readonly CommandRow[], lists: Candidates): string {
  const verbs = table.filter(({ name }) => name !== '');
  const list = (words: readonly string[]) => words.join(' ');
  return `# Completion of ntrace for fish, as \`ntrace completion fish\` prints it.

function __ntrace_pids
  ntrace ps 2>/dev/null | string replace -fr '^ *(\\d+) .*  (.*)$' '$1\\t$2'
end

function __ntrace_programs
  if string match -q '*:*:*' -- (commandline -ct)
    printf '%s\\t\\n' ${list(lists.probes)}
  else if string match -q '*:*' -- (commandline -ct)
    printf '%s\\t\\n' ${list(lists.places)}
  else
    printf '%s\\t\\n' ${list(lists.providers)}
  end
end

function __ntrace_settings
  if string match -q '*=*' -- (commandline -ct)
    printf '%s\\t\\n' ${list(lists.values)}
  else
    printf '%s\\t\\n' ${list(lists.settings)}
  end
end

function __ntrace_scripts
  printf '%s\\t\\n' ${list(lists.scripts)}
end

# Is this its verb? '' is the front door.
function __ntrace_in
  set -l words (commandline -opc)
  set -l verb $words[2]
  string match -q -- '-*' "$verb"; and set verb ''
  test "$verb" = "$argv[1]"
end

function __ntrace_first
  test (count (commandline -opc)) -eq 1
end

complete -c ntrace -f
complete -c ntrace -n '__ntrace_in ""; and not __ntrace_first' -F
${verbs.map(({ name, doc }) => `complete -c ntrace -n __ntrace_first -a ${name} -d ${quoted(doc)}\n`).join('')}${table.flatMap(lines).join('')}`;
}

function lines({ name, options, arguments: values }: CommandRow): string[] {
  const when = `complete -c ntrace -n '__ntrace_in "${name}"'`;
  return [
    ...options.map((option) => `${when} ${optionWords(option)}\n`),
    ...values.map((argument) => `${when} ${argumentWords(argument).replace(/^-[xr] /, '')}\n`),
  ];
}

function optionWords({ names, argument, doc }: OptionRow): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return [...flags, ...(argument === undefined ? [] : [argumentWords(argument)]), `-d ${quoted(doc)}`].join(
    ' ',
  );
}

function argumentWords({ kind, words }: ArgumentRow): string {
  if (words.length > 0) return `-x -a '${words.map((word) => `${word}\\t`).join(' ')}'`;
  return kind === undefined ? '-x' : ARGUMENTS[kind];
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
