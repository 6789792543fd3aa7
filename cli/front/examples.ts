/** What the front door's help, the man page and the reference show to begin with. */
export const EXAMPLES: readonly (readonly [command: string, doc: string])[] = [
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
