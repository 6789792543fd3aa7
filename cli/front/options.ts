/**
 * The front door's command line: dtrace's own flags, bundled or not, parsed by hand, and ntrace's long options.
 * Knows syntax only; the options are in flags.ts, what one means is for the code that reads the result.
 */
import { nearest } from '../../lang/suggest.js';
import { ABSENT, type Draft, type FrontOptions, flagNames, flagOf, setCommand } from './flags.js';
import { usage } from './values.js';

export type { FrontOptions, ProgramText, SourceFlag } from './flags.js';

/** @throws CliError with exit code 2 for what cannot be meant. */
export function parseFront(argv: readonly string[]): FrontOptions {
  const draft: Draft = {
    programs: [],
    pids: [],
    command: undefined,
    macroArgs: [],
    settings: [],
    modes: [],
    mode: 'trace',
    compileOnly: false,
    dumpCode: false,
    verbose: false,
    zeroMatches: false,
    cpp: { run: false, showIncludes: false },
    output: undefined,
    format: 'text',
    durationMs: undefined,
    intervalMs: undefined,
    maxRecords: undefined,
    maxDrops: undefined,
    children: false,
    workers: true,
    color: 'auto',
    ascii: false,
    logLevel: undefined,
  };
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--') {
      afterDashes(draft, argv.slice(at + 1));
      break;
    }
    if (word.startsWith('--')) at = long(draft, argv, at);
    else if (word.startsWith('-') && word.length > 1) at = short(draft, argv, at);
    else draft.macroArgs.push(word);
  }
  if (draft.modes.length > 1 && new Set(draft.modes).size > 1)
    throw usage(`only one of ${draft.modes.join(' ')} can be given`);
  const { modes, ...options } = draft;
  return options;
}

/** A command, or macro arguments that begin with a dash: no command does. */
function afterDashes(draft: Draft, words: readonly string[]): void {
  if (words.length === 0) return;
  if (words[0]!.startsWith('-')) draft.macroArgs.push(...words);
  else setCommand(draft, words);
}

function short(draft: Draft, argv: readonly string[], at: number): number {
  const word = argv[at]!;
  if (word === '-64') return at; // the only data model there is
  for (let i = 1; i < word.length; i++) {
    const letter = word[i]!;
    const flag = flagOf(`-${letter}`);
    if (flag === undefined && Object.hasOwn(ABSENT, letter))
      throw usage(`-${letter === '3' ? '32' : letter} is not supported in ntrace: ${ABSENT[letter]}`);
    if (flag === undefined)
      throw usage(`no such option: -${letter}${word.length > 2 ? ` (in ${word})` : ''}`);
    if (flag.argument === undefined) {
      flag.apply(draft, '');
      continue;
    }
    const attached = word.slice(i + 1);
    const argument = attached !== '' ? attached : argv[at + 1];
    if (argument === undefined)
      throw usage(`option -${letter} needs an argument: -${letter} ${flag.argument}`);
    flag.apply(draft, argument);
    return attached !== '' ? at : at + 1;
  }
  return at;
}

function long(draft: Draft, argv: readonly string[], at: number): number {
  const word = argv[at]!;
  const equals = word.indexOf('=');
  const name = word.slice(2, equals === -1 ? undefined : equals);
  const flag = flagOf(`--${name}`);
  if (flag === undefined) {
    const longNames = flagNames().filter((each) => each.startsWith('--'));
    const [near] = nearest(`--${name}`, longNames);
    throw usage(`no such option: --${name}`, near === undefined ? undefined : `did you mean ${near}?`);
  }
  if (flag.argument === undefined) {
    if (equals !== -1) throw usage(`option --${name} takes no value`);
    flag.apply(draft, '');
    return at;
  }
  const argument = equals !== -1 ? word.slice(equals + 1) : argv[at + 1];
  if (argument === undefined) throw usage(`option --${name} needs an argument: --${name} ${flag.argument}`);
  flag.apply(draft, argument);
  return equals !== -1 ? at : at + 1;
}
