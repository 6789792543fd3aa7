/**
 * The front door's options, one row each: dtrace's own flags and ntrace's long ones. The parser, `ntrace --help`, the man
 * page and the completions are made from this table.
 */
import { countOf, LOG_LEVELS, logLevelOf, oneOf, timeOf, usage } from './values.js';

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

export type Draft = { -readonly [K in keyof FrontOptions]: FrontOptions[K] } & {
  programs: ProgramText[];
  pids: string[];
  macroArgs: string[];
  settings: (readonly [string, string, string])[];
  modes: string[];
};

/** What completes the argument of an option; words are known from `a|b|c`. */
export type ArgumentKind = 'program' | 'file' | 'folder' | 'pid' | 'setting' | 'command' | 'script';

export type Flag = {
  /** `-n`, `--output`: the letters can be bundled. */
  readonly names: readonly string[];
  readonly argument?: string;
  readonly kind?: ArgumentKind;
  readonly doc: string;
  readonly apply: (draft: Draft, argument: string) => void;
};

const COLORS = ['auto', 'always', 'never'] as const;
const TRACE_FORMATS = ['text', 'json'] as const;

function source(flag: SourceFlag, argument: string, doc: string, kind?: ArgumentKind): Flag {
  return {
    names: [flag],
    argument,
    ...(kind !== undefined && { kind }),
    doc,
    apply: (draft, text) => draft.programs.push({ flag, argument: text }),
  };
}
function setting(flag: string, name: string, doc: string): Flag {
  return { names: [flag], doc, apply: (draft) => draft.settings.push([name, '', flag]) };
}
function valued(flag: string, name: string, argument: string, doc: string, kind?: ArgumentKind): Flag {
  return {
    names: [flag],
    argument,
    ...(kind !== undefined && { kind }),
    doc,
    apply: (draft, value) => draft.settings.push([name, value, flag]),
  };
}

export const FLAGS: readonly Flag[] = [
  source(
    '-n',
    'PROGRAM',
    "trace this D program: 'abort:::fire { @[args[0]->origin] = count(); }'",
    'program',
  ),
  source('-s', 'FILE', 'trace the D program of a file; words that are no options are its $1, $2, …', 'file'),
  {
    names: ['-p'],
    argument: 'PID',
    kind: 'pid',
    doc: 'attach to this process, or to all whose command line fits a glob; may be given several times',
    apply: (draft, pid) => draft.pids.push(pid),
  },
  {
    names: ['-c'],
    argument: "'COMMAND'",
    kind: 'command',
    doc: 'start a command and trace it; or everything after --',
    apply: setCommand,
  },
  {
    names: ['-l'],
    doc: 'list probes (of -p PID, else those that Node has) and exit; with -v their arguments',
    apply: (draft) => setMode(draft, 'list', '-l'),
  },
  { names: ['-e'], doc: 'compile only', apply: (draft) => (draft.compileOnly = true) },
  {
    names: ['-S'],
    doc: 'print the JavaScript that the program became',
    apply: (draft) => (draft.dumpCode = true),
  },
  setting('-q', 'quiet', 'print only what the program prints'),
  { names: ['-v'], doc: 'say more', apply: (draft) => (draft.verbose = true) },
  {
    names: ['-o', '--output'],
    argument: 'FILE',
    kind: 'file',
    doc: 'append the output to a file',
    apply: (draft, file) => (draft.output = file),
  },
  setting('-F', 'flowindent', 'indent by entry and return'),
  {
    names: ['-x'],
    argument: 'NAME[=VALUE]',
    kind: 'setting',
    doc: 'set an option of the D program',
    apply: setOption,
  },
  setting('-w', 'destructive', 'allow destructive actions'),
  {
    names: ['-Z'],
    doc: 'accept probe descriptions that match nothing',
    apply: (draft) => (draft.zeroMatches = true),
  },
  source('-P', 'PROVIDER', 'trace the probes of a provider'),
  source('-m', '[PROVIDER:]MODULE', 'trace the probes of a module'),
  source('-f', '[[PROVIDER:]MODULE:]FUNCTION', 'trace the probes of a function'),
  source('-i', 'NUMBER', 'trace a probe by its number in -l'),
  {
    names: ['-C'],
    doc: 'run the C preprocessor first',
    apply: (draft) => (draft.cpp = { ...draft.cpp, run: true }),
  },
  valued('-D', 'define', 'NAME[=TEXT]', 'define a name for it'),
  valued('-U', 'undef', 'NAME', 'undefine one'),
  valued('-I', 'incdir', 'FOLDER', 'where it looks for included files', 'folder'),
  {
    names: ['-H'],
    doc: 'print the names of the files that it includes',
    apply: (draft) => (draft.cpp = { ...draft.cpp, showIncludes: true }),
  },
  valued('-X', 'stdc', 'a|c|s|t', 'how far it follows the C standard'),
  valued('-L', 'libdir', 'FOLDER', 'load the D libraries of a folder first', 'folder'),
  valued('-b', 'bufsize', 'SIZE', 'the same as -x bufsize=SIZE'),
  {
    names: ['--format'],
    argument: TRACE_FORMATS.join('|'),
    doc: 'output as dtrace prints it, or one JSON object a line',
    apply: (draft, value) => (draft.format = oneOf('format', value, TRACE_FORMATS)),
  },
  {
    names: ['--duration'],
    argument: 'TIME',
    doc: 'end after 30s, 5m, …',
    apply: (draft, value) => (draft.durationMs = timeOf('duration', value)),
  },
  {
    names: ['--max-records'],
    argument: 'N',
    doc: 'end after so many records',
    apply: (draft, value) => (draft.maxRecords = countOf('max-records', value, 1)),
  },
  {
    names: ['--max-drops'],
    argument: 'N',
    doc: 'exit with 5 when more than N were lost',
    apply: (draft, value) => (draft.maxDrops = countOf('max-drops', value, 0)),
  },
  {
    names: ['--interval'],
    argument: 'SECONDS',
    doc: 'print and clear all aggregations again and again',
    apply: (draft, value) => (draft.intervalMs = timeOf('interval', value)),
  },
  {
    names: ['--children'],
    doc: 'trace child processes and cluster workers too',
    apply: (draft) => (draft.children = true),
  },
  { names: ['--no-workers'], doc: 'leave worker threads alone', apply: (draft) => (draft.workers = false) },
  { names: ['--workers'], doc: 'trace worker threads too, as without it', apply: () => {} },
  {
    names: ['--color'],
    argument: COLORS.join('|'),
    doc: 'colour',
    apply: (draft, value) => (draft.color = oneOf('color', value, COLORS)),
  },
  { names: ['--ascii'], doc: 'plain characters only', apply: (draft) => (draft.ascii = true) },
  {
    names: ['--log-level'],
    argument: LOG_LEVELS.join('|'),
    doc: "ntrace's own log on stderr",
    apply: (draft, value) => (draft.logLevel = logLevelOf(value)),
  },
  { names: ['-V', '--version'], doc: 'print the version', apply: (draft) => setMode(draft, 'version', '-V') },
  { names: ['-h', '--help'], doc: 'print this', apply: (draft) => setMode(draft, 'help', '-h') },
];

const BY_NAME: ReadonlyMap<string, Flag> = new Map(
  FLAGS.flatMap((flag) => flag.names.map((name) => [name, flag])),
);

/** @param name as on the command line: `-n`, `--output` */
export function flagOf(name: string): Flag | undefined {
  return BY_NAME.get(name);
}

export function flagNames(): string[] {
  return [...BY_NAME.keys()];
}

/** dtrace's options that mean nothing here, and why. */
export const ABSENT: Readonly<Record<string, string>> = {
  G: 'it links D programs into ELF objects',
  A: 'it traces a kernel that boots',
  a: 'it claims what a kernel traced while it booted',
  B: "it shows libdtrace's buffers",
  3: 'there is one data model, of 64 bits',
};

export function setCommand(draft: Draft, command: readonly string[] | string): void {
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
