/** Completion for bash: a function that knows all words, and asks `ntrace ps` for processes. */
import type { ArgumentRow, CommandRow } from '../commands/command-table.js';
import type { Candidates } from './candidates.js';

const HEAD = `# Completion of ntrace for bash, as \`ntrace completion bash\` prints it. To use it at once:
#   source <(ntrace completion bash)

_ntrace_pids() {
  ntrace ps 2>/dev/null | sed -n '2,$s/^ *\\([0-9][0-9]*\\) .*/\\1/p'
}

# Providers, then modules, then probes. What is the only one is gone into: its end would close the quote.
_ntrace_probes() {
  local level colons=\${cur//[!:]/} found
  for level in "\${@:1 + (\${#colons} > 2 ? 2 : \${#colons})}"; do
    found=($(compgen -W "$level" -- "$cur"))
    ((\${#found[@]} > 0)) && list=$level
    ((\${#found[@]} == 1)) || break
  done
}

_ntrace() {
  local IFS=$' \\t\\n' words=() count=0 line=$COMP_LINE rest piece i
  # Readline breaks words at : and = too: pieces that touch are one word to us.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    piece=\${COMP_WORDS[i]}
    rest=\${line#"\${line%%[![:space:]]*}"}
    if ((i > 0)) && [[ $rest == "$line" ]]; then
      words[count - 1]+=$piece
    else
      words[count++]=$piece
    fi
    line=\${rest#"$piece"}
  done
  local cur=\${words[count - 1]} prev=\${words[count - 2]} verb='' settled='' kind='' list=''
  # It replaces what stands behind the last break; in an open quote, everything behind the quote.
  if [[ $cur == [\\'\\"]* ]]; then
    cur=\${cur:1}
  elif [[ $COMP_WORDBREAKS == *:* && $cur == *[:=]* ]]; then
    settled=\${cur%"\${cur##*[:=]}"}
  fi
  ((count > 2)) && [[ \${words[1]} != -* ]] && verb=\${words[1]}
  for ((i = 1; i < count - 1; i++)); do
    [[ \${words[i]} == -- ]] || continue
    kind=command
    ((i < count - 2)) && kind=file
    break
  done
  if [[ $cur == --*=* ]]; then
    prev=\${cur%%=*} cur=\${cur#*=} settled=''
  elif [[ -z $verb && $prev == -[!-]?* ]]; then
    prev=-\${prev: -1} # the last of bundled flags
  fi
`;

const TAIL = `
  local IFS=$'\\n'
  case $kind in
    pid) list=$(_ntrace_pids) ;;
    file) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
    folder) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")); return ;;
    command) COMPREPLY=($(compgen -c -- "$cur")); return ;;
  esac
  IFS=$' \\t\\n'
  COMPREPLY=($(compgen -W "$list" -- "$cur"))
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *[:=] ]] && compopt -o nospace 2>/dev/null
  for i in "\${!COMPREPLY[@]}"; do COMPREPLY[i]=\${COMPREPLY[i]#"$settled"}; done
}

complete -F _ntrace ntrace
`;

export function bashCompletion(table: readonly CommandRow[], lists: Candidates): string {
  return [
    HEAD,
    '  [[ -n $kind ]] || case "$verb $prev" in\n',
    ...argumentsOfOptions(table),
    '    *) kind=word ;;\n',
    '  esac\n',
    '  case $kind in\n',
    '    program)\n',
    `      _ntrace_probes '${lists.providers.join(' ')}' \\\n`,
    `        '${lists.places.join(' ')}' \\\n`,
    `        '${lists.probes.join(' ')}' ;;\n`,
    `    setting) list='${lists.settings.join(' ')}'\n`,
    `      [[ $cur == *=* ]] && list='${lists.values.join(' ')}' ;;\n`,
    '    word) [[ $cur == -* ]] && kind=option\n',
    '      case "$verb $kind" in\n',
    ...table.flatMap((row) => wordsOf(row, table, lists)),
    '      esac ;;\n',
    '  esac\n',
    TAIL,
  ].join('');
}

/** What comes after each option that takes an argument; options with the same share a line. */
function argumentsOfOptions(table: readonly CommandRow[]): string[] {
  const patterns = new Map<string, string[]>();
  for (const { name, options } of table) {
    for (const { names, argument } of options) {
      if (argument === undefined) continue;
      const key = setting(argument);
      patterns.set(key, [...(patterns.get(key) ?? []), ...names.map((option) => `'${name} ${option}'`)]);
    }
  }
  return [...patterns].map(([then, each]) => `    ${each.join(' | ')}) ${then} ;;\n`);
}

/** An argument of which nothing is known completes to nothing. */
function setting({ kind, words }: ArgumentRow): string {
  return words.length > 0 ? `kind=words list='${words.join(' ')}'` : `kind=${kind ?? 'none'}`;
}

function wordsOf(row: CommandRow, table: readonly CommandRow[], lists: Candidates): string[] {
  const options = `        '${row.name} option') list='${row.options.flatMap(({ names }) => names).join(' ')}' ;;\n`;
  if (row.name === '') {
    const verbs = table.map(({ name }) => name).filter((name) => name !== '');
    return [
      options,
      `        ' word') if ((count == 2)); then list='${verbs.join(' ')}'; else kind=file; fi ;;\n`,
    ];
  }
  const [argument] = row.arguments;
  if (argument === undefined) return [options];
  const list = argument.kind === 'script' ? `list='${lists.scripts.join(' ')}'` : setting(argument);
  return [options, `        '${row.name} word') ${list} ;;\n`];
}
