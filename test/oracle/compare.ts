/** One program, compiled and interpreted: what it gave on both sides, and where they part. */
import { type CompileInput, check } from '../../lang/compile.js';
import { emitProgram } from '../../lang/emit/program.js';
import type { CheckedProgram } from '../../lang/tree.js';
import type { Diagnostic } from '../../wire/diagnostic.js';
import type { Program } from '../../wire/program.js';
import { AgentRun, HOOKLESS } from './agent-run.js';
import { type LineOptions, lines } from './events.js';
import { Interpreter } from './interpreter.js';
import type { Firing } from './machine.js';

/** Probes that firings may be of. */
export const PROBES = [
  'dtrace:::BEGIN',
  'dtrace:::END',
  'dtrace:::ERROR',
  'profile:::tick-1h',
  'timer::setTimeout:fire',
  'abort:timeout:signal:fired',
  'abort:any:signal:poll',
];

export const ENV = {
  pid: process.pid,
  ppid: process.ppid,
  uid: 1000,
  gid: 1001,
  euid: 1002,
  egid: 1003,
  pgid: 1004,
  sid: 1005,
  script: 'random.d',
};

export type Outcome =
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly kind: 'ran';
      readonly program: Program;
      readonly compiled: readonly string[];
      readonly interpreted: readonly string[];
    };

export function inputFor(text: string, extra: Partial<CompileInput> = {}): CompileInput {
  return {
    sources: [{ name: 'random.d', text, kind: 'file' }],
    macroArgs: [],
    options: {},
    probes: { providers: HOOKLESS, complete: true },
    destructive: true,
    target: process.pid,
    env: ENV,
    ...extra,
  };
}

let agent: AgentRun | undefined;

/** Runs a text both ways. */
export function runBoth(
  text: string,
  firings: readonly Firing[],
  extra: Partial<CompileInput> = {},
  options: LineOptions = {},
): Outcome {
  const { checked, context, sources, diagnostics } = check(inputFor(text, extra));
  if (checked === undefined) return { kind: 'refused', diagnostics };
  const program = emitProgram(checked, context, sources);
  return { kind: 'ran', program, ...runProgram(checked, program, firings, options) };
}

export function runProgram(
  checked: CheckedProgram,
  program: Program,
  firings: readonly Firing[],
  options: LineOptions,
): { readonly compiled: readonly string[]; readonly interpreted: readonly string[] } {
  agent ??= new AgentRun();
  const interpreter = new Interpreter(checked, program, agent.surroundings(PROBES));
  return {
    interpreted: lines(interpreter.run(firings), options),
    compiled: lines(agent.run(program, firings), options),
  };
}

/** Index of the first line that differs, with both; undefined when the runs agree. */
export function difference(
  a: readonly string[],
  b: readonly string[],
): { readonly at: number; readonly a: string; readonly b: string } | undefined {
  for (let at = 0; at < Math.max(a.length, b.length); at++)
    if (a[at] !== b[at]) return { at, a: a[at] ?? '(nothing)', b: b[at] ?? '(nothing)' };
  return undefined;
}
