/** What `ntrace --help` prints: on stdout when asked for, on stderr when nothing was asked. */
import { VERBS } from '../commands/index.js';

const OPTIONS: readonly (readonly [flag: string, doc: string])[] = [
  ['-n PROGRAM', "trace this D program: 'abort:::fire { @[args[0]->origin] = count(); }'"],
  ['-s FILE', 'trace the D program of a file; words that are no options are its $1, $2, …'],
  ['-p PID', 'attach to this process; may be given several times'],
  ["-c 'COMMAND'", 'start a command and trace it; or everything after --'],
  ['-l [-v]', 'list probes (of -p PID, else those that Node has) and exit'],
  ['-e', 'compile only'],
  ['-S', 'print the JavaScript that the program became'],
  ['-q', 'print only what the program prints'],
  ['-v', 'say more'],
  ['-o FILE', 'append the output to a file'],
  ['-F', 'indent by entry and return'],
  ['-x NAME[=VALUE]', 'set an option of the D program'],
  ['-w', 'allow destructive actions'],
  ['-Z', 'accept probe descriptions that match nothing'],
  ['-P -m -f -i', 'a program by provider, module, function, or number of the probe'],
  ['-C -D -U -I -H', 'run the C preprocessor first, and what it is told'],
  ['-b SIZE', 'the same as -x bufsize=SIZE'],
  ['-V', 'print the version'],
  ['--format text|json', 'output as dtrace prints it, or one JSON object a line'],
  ['--duration TIME', 'end after 30s, 5m, …'],
  ['--max-records N', 'end after so many records'],
  ['--max-drops N', 'exit with 5 when more than N were lost'],
  ['--interval SECONDS', 'print and clear all aggregations again and again'],
  ['--children', 'trace child processes too'],
  ['--no-workers', 'leave worker threads alone'],
  ['--color WHEN', 'auto, always or never'],
  ['--ascii', 'plain characters only'],
  ['--log-level LEVEL', "ntrace's own log on stderr: debug, info, …"],
];

const EXAMPLES: readonly (readonly [command: string, doc: string])[] = [
  ["ntrace -p 4242 -n 'abort:::fire { @[args[0]->origin, ustack(5)] = count(); }'", 'who aborts'],
  [
    "ntrace -p 4242 -n 'timer::setTimeout:fire { @ = quantize(args[1] / 1000); }'",
    'how late timers are, in microseconds',
  ],
  [
    "ntrace -p 4242 -n 'async:::init { @[args[0]->type] = count(); } tick-5s { exit(0); }'",
    'async operations by type, for 5 s',
  ],
  ['ntrace -n \'BEGIN { trace("hello"); exit(0); }\' -- node app.js', 'the same from the first line on'],
  ["ntrace -l -n 'abort:::'", 'what can be asked about aborts'],
  ['ntrace ps', 'what can be traced on this machine'],
];

export function usageText(ascii: boolean): string {
  const table = (rows: readonly (readonly [string, string])[], width: number): string =>
    rows.map(([left, right]) => `  ${left.padEnd(width)} ${right}\n`).join('');
  const verbs = Object.entries(VERBS).map(([name, { summary }]) => [name, summary] as const);
  const text = [
    'ntrace: DTrace for Node.js\n\n',
    "usage: ntrace [-p PID | -c 'COMMAND'] -n 'PROGRAM' [options] [-- COMMAND ARGS…]\n",
    '       ntrace VERB [options]\n\n',
    'Without -p and COMMAND the program runs in ntrace itself.\n\n',
    'Options:\n',
    table(OPTIONS, 20),
    '\nVerbs:\n',
    table(verbs, 20),
    '\nExamples:\n',
    ...EXAMPLES.map(([command, doc]) => `  # ${doc}\n  ${command}\n`),
  ].join('');
  return ascii ? text.replaceAll('…', '...') : text;
}
