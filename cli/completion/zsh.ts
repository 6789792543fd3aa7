/** Completion for zsh: `_arguments` with a line for each option. */
import type { ArgumentRow, CommandRow, OptionRow } from '../commands/command-table.js';
import type { ArgumentKind } from '../front/flags.js';
import type { Candidates } from './candidates.js';

const ACTIONS: Readonly<Record<ArgumentKind, string>> = {
  program: '_ntrace_programs',
  setting: '_ntrace_settings',
  script: '_ntrace_scripts',
  pid: '_ntrace_pids',
  file: '_files',
  folder: '_files -/',
  command: '_normal',
};

export function zshCompletion(table: readonly CommandRow[], lists: Candidates): string {
  const [front, ...verbs] = table;
  const list = (words: readonly string[]) => words.join(' ');
  return `#compdef ntrace
# Completion of ntrace for zsh, as \`ntrace completion zsh\` prints it. It belongs into a folder of $fpath, named _ntrace.

_ntrace_pids() {
  local -a pids
  pids=(\${(f)"$(ntrace ps 2>/dev/null | sed -n '2,$s/^ *\\([0-9][0-9]*\\) .*  \\(.*\\)$/\\1:\\2/p')"})
  _describe -t processes process pids
}

_ntrace_programs() {
  if [[ $PREFIX == *:*:* ]]; then
    compadd -S '' -- ${list(lists.probes)}
  elif [[ $PREFIX == *:* ]]; then
    compadd -S '' -- ${list(lists.places)}
  else
    compadd -S '' -- ${list(lists.providers)}
  fi
}

_ntrace_settings() {
  if [[ $PREFIX == *=* ]]; then
    compadd -- ${list(lists.values)}
  else
    compadd -S '' -- ${list(lists.settings)}
  fi
}

_ntrace_scripts() {
  compadd -- ${list(lists.scripts)}
}

_ntrace_verbs() {
  local -a verbs
  ((CURRENT == 2)) || { _files; return }
  verbs=(
${verbs.map(({ name, doc }) => `    ${quoted(`${name}:${doc}`)}\n`).join('')}  )
  _describe -t verbs verb verbs
}

_ntrace() {
  local verb= dashes=\${words[(i)--]}
  if ((dashes < CURRENT)); then
    shift $dashes words
    ((CURRENT -= dashes))
    _normal
    return
  fi
  if ((CURRENT > 2)) && [[ $words[2] != -* ]]; then
    verb=$words[2]
    shift words
    ((CURRENT--))
  fi
  case $verb in
${verbs.map((row) => `    ${row.name}) _arguments -s -S${specs(row)} ;;\n`).join('')}    *)
      _arguments -s -S${specs(front as CommandRow)} \\
        '1:verb:_ntrace_verbs' '*:file:_files' ;;
  esac
}

_ntrace "$@"
`;
}

function specs(row: CommandRow): string {
  const lines = [...row.options.flatMap(optionSpecs), ...row.arguments.map(argumentSpec)];
  return lines.map((line) => ` \\\n        ${quoted(line)}`).join('');
}

/** `*--output=[doc]:FILE:_files`: may be repeated, the value after `=` or a blank. */
function optionSpecs({ names, argument, doc }: OptionRow): string[] {
  const text = doc.replace(/[[\]\\]/g, '\\$&');
  return names.map((name) => {
    if (argument === undefined) return `${name}[${text}]`;
    return `*${name}${name.startsWith('--') ? '=' : '+'}[${text}]:${colonless(argument.name)}:${action(argument)}`;
  });
}

function argumentSpec(argument: CommandRow['arguments'][number]): string {
  const colons = argument.required ? ':' : '::';
  if (argument.kind === 'command') return `*::${argument.name}:${action(argument)}`;
  return `${argument.variadic ? '*' : ''}${colons}${colonless(argument.name)}:${action(argument)}`;
}

function colonless(name: string): string {
  return name.replaceAll(':', '\\:');
}

function action({ kind, words }: ArgumentRow): string {
  if (words.length > 0) return `(${words.join(' ')})`;
  return kind === undefined ? ' ' : ACTIONS[kind];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
