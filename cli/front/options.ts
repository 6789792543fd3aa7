/**
 * The front door's command line: dtrace's own flags, bundled or not, parsed by hand, and ntrace's long options.
 * Knows syntax only; what an option means is for the code that reads the result.
 */
import { nearest } from '../../lang/suggest.js';
import { CliError } from '../error.js';

export type SourceFlag = '-n' | '-s' | '-P' | '-m' | '-f' | '-i';
export type ProgramText = { readonly flag: SourceFlag; readonly argument: string };

export type FrontOptions = {
  readonly programs: readonly ProgramText[];
  /** As written. */
  readonly pids: readonly string[];
  /** What follows `--`, or the one text of -c, not yet split into words. */
  readonly command: readonly string[] | string | undefined;
  readonly macroArgs: readonly string[];
  /** -x and the flags that are short for it, in order. */
  readonly settings: readonly (readonly [name: string, value: string, flag: string])[];
  readonly mode: 'trace' | 'list' | 'version' | 'help';
  readonly compileOnly: boolean;
  readonly dumpCode: boolean;
  readonly verbose: boolean;
  readonly zeroMatches: boolean;
  readonly cpp: { readonly run: boolean; readonly showIncludes: boolean };
  /** File of -o; appended to. */
  readonly output: string | undefined;
  readonly format: 'text' | 'json';
  readonly durationMs: number | undefined;
  readonly intervalMs: number | undefined;
  readonly maxRecords: number | undefined;
  readonly maxDrops: number | undefined;
  readonly children: boolean;
  readonly workers: boolean;
  readonly color: 'auto' | 'always' | 'never';
  readonly ascii: boolean;
  readonly logLevel: string | undefined;
};

type Draft = { -readonly [K in keyof FrontOptions]: FrontOptions[K] } & {
  programs: ProgramText[];
  pids: string[];
  macroArgs: string[];
  settings: (readonly [string, string, string])[];
  modes: string[];
};

type Flag = { readonly argument?: string; readonly apply: (draft: Draft, argument: string) => void };

const source = (flag: SourceFlag): Flag => ({
  argument: flag === '-s' ? 'FILE' : 'PROGRAM',
  apply: (draft, argument) => draft.programs.push({ flag, argument }),
});
const setting = (flag: string, name: string): Flag => ({
  apply: (draft) => draft.settings.push([name, '', flag]),
});
const valued = (flag: string, name: string, argument: string): Flag => ({
  argument,
  apply: (draft, value) => draft.settings.push([name, value, flag]),
});
const ignored: Flag = { apply: () => {} };

const SHORT: Readonly<Record<string, Flag>> = {
  n: source('-n'),
  s: source('-s'),
  P: source('-P'),
  m: source('-m'),
  f: source('-f'),
  i: source('-i'),
  p: { argument: 'PID', apply: (draft, argument) => draft.pids.push(argument) },
  c: { argument: 'COMMAND', apply: (draft, argument) => setCommand(draft, argument) },
  x: { argument: 'OPTION[=VALUE]', apply: setOption },
  o: { argument: 'FILE', apply: (draft, argument) => (draft.output = argument) },
  q: setting('-q', 'quiet'),
  F: setting('-F', 'flowindent'),
  w: setting('-w', 'destructive'),
  b: valued('-b', 'bufsize', 'SIZE'),
  D: valued('-D', 'define', 'NAME[=TEXT]'),
  U: valued('-U', 'undef', 'NAME'),
  I: valued('-I', 'incdir', 'DIRECTORY'),
  L: valued('-L', 'libdir', 'DIRECTORY'),
  X: valued('-X', 'stdc', 'a|c|s|t'),
  Z: { apply: (draft) => (draft.zeroMatches = true) },
  e: { apply: (draft) => (draft.compileOnly = true) },
  S: { apply: (draft) => (draft.dumpCode = true) },
  v: { apply: (draft) => (draft.verbose = true) },
  C: { apply: (draft) => (draft.cpp = { ...draft.cpp, run: true }) },
  H: { apply: (draft) => (draft.cpp = { ...draft.cpp, showIncludes: true }) },
  l: { apply: (draft) => setMode(draft, 'list', '-l') },
  V: { apply: (draft) => setMode(draft, 'version', '-V') },
  h: { apply: (draft) => setMode(draft, 'help', '-h') },
};

/** dtrace's options that mean nothing here, and why. */
const ABSENT: Readonly<Record<string, string>> = {
  G: 'it links D programs into ELF objects',
  A: 'it traces a kernel that boots',
  a: 'it claims what a kernel traced while it booted',
  B: "it shows libdtrace's buffers",
  3: 'there is one data model, of 64 bits',
};

const LONG: Readonly<Record<string, Flag>> = {
  format: {
    argument: 'text|json',
    apply: (draft, value) => (draft.format = oneOf('format', value, ['text', 'json'])),
  },
  duration: { argument: 'TIME', apply: (draft, value) => (draft.durationMs = timeOf('duration', value)) },
  interval: { argument: 'SECONDS', apply: (draft, value) => (draft.intervalMs = timeOf('interval', value)) },
  'max-records': {
    argument: 'N',
    apply: (draft, value) => (draft.maxRecords = countOf('max-records', value, 1)),
  },
  'max-drops': { argument: 'N', apply: (draft, value) => (draft.maxDrops = countOf('max-drops', value, 0)) },
  output: { argument: 'FILE', apply: (draft, value) => (draft.output = value) },
  children: { apply: (draft) => (draft.children = true) },
  'no-workers': { apply: (draft) => (draft.workers = false) },
  workers: ignored,
  color: {
    argument: 'auto|always|never',
    apply: (draft, value) => (draft.color = oneOf('color', value, ['auto', 'always', 'never'])),
  },
  ascii: { apply: (draft) => (draft.ascii = true) },
  'log-level': { argument: 'LEVEL', apply: (draft, value) => (draft.logLevel = logLevelOf(value)) },
  help: SHORT['h']!,
  version: SHORT['V']!,
};

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
    const flag = Object.hasOwn(SHORT, letter) ? SHORT[letter] : undefined;
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
  const flag = Object.hasOwn(LONG, name) ? LONG[name] : undefined;
  if (flag === undefined) {
    const [near] = nearest(name, Object.keys(LONG));
    throw usage(`no such option: --${name}`, near === undefined ? undefined : `did you mean --${near}?`);
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

function setCommand(draft: Draft, command: readonly string[] | string): void {
  if (draft.command !== undefined) throw usage('only one command can be given, with -c or after --');
  draft.command = command;
}

function setMode(draft: Draft, mode: FrontOptions['mode'], flag: string): void {
  draft.mode = mode;
  draft.modes.push(flag);
}

function setOption(draft: Draft, text: string): void {
  const equals = text.indexOf('=');
  draft.settings.push(
    equals === -1 ? [text, '', '-x'] : [text.slice(0, equals), text.slice(equals + 1), '-x'],
  );
}

function oneOf<T extends string>(name: string, value: string, values: readonly T[]): T {
  if (values.includes(value as T)) return value as T;
  const [near] = nearest(value, values);
  throw usage(`--${name} is one of ${values.join(', ')}, not ${value}`, near && `did you mean ${near}?`);
}

const TIME_MS: Readonly<Record<string, number>> = { ms: 1, '': 1000, s: 1000, m: 60_000, h: 3_600_000 };

/** ms of a time as typed; undefined for what is none, or longer than a timer of Node takes. */
export function millisecondsOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  const ms = match === null ? 0 : Number(match[1]) * TIME_MS[match[2] ?? '']!;
  return ms >= 1 && ms < 2 ** 31 ? ms : undefined;
}

function timeOf(name: string, text: string): number {
  const ms = millisecondsOf(text);
  if (ms !== undefined) return ms;
  throw usage(`--${name} is a time such as 500ms, 30s, 5m or 1h, not ${text}`);
}

function countOf(name: string, text: string, min: number): number {
  const count = Number(text);
  if (/^\d{1,15}$/.test(text) && count >= min) return count;
  throw usage(`--${name} is a number from ${min} on, not ${text}`);
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export function logLevelOf(text: string): string {
  return oneOf('log-level', text, LOG_LEVELS);
}

function usage(message: string, hint?: string): CliError {
  return new CliError('usage', message, { hint: hint ?? 'ntrace --help lists all options', exitCode: 2 });
}
