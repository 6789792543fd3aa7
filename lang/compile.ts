/**
 * The compiler's entry: D text to a Program, or to diagnostics; never an exception for anything a script says.
 * Text → scanner, parse/ → syntax tree → check/ → checked tree → emit/ → Program.
 */
import type { Diagnostic } from '../wire/diagnostic.js';
import type { MemorySize } from '../wire/memory.js';
import type { ProbeIndex } from '../wire/probe.js';
import type { Program } from '../wire/program.js';
import type { TopLevel } from './ast.js';
import { Context } from './check/context.js';
import { checkExpression } from './check/expression.js';
import { ProbeMatcher } from './check/probes.js';
import { checkProgram } from './check/program.js';
import { emitProgram } from './emit/program.js';
import { type MacroEnv, Macros } from './macros.js';
import { checkOption, OptionSet } from './options.js';
import { ProgramParser } from './parse/program.js';
import { controlLine } from './pragma.js';
import { Reporter } from './report.js';
import { Scanner } from './scanner.js';
import { Source, type SourceInput } from './source.js';
import type { CheckedProgram } from './tree.js';

export type CompileInput = {
  readonly sources: readonly SourceInput[];
  readonly macroArgs: readonly string[];
  /** Of -x, already split at their `=`; '' for a bare name. */
  readonly options: Readonly<Record<string, string>>;
  readonly probes: ProbeIndex;
  /** -w: destructive actions are allowed. The program says whether it needs them. */
  readonly destructive: boolean;
  /** `$target`. */
  readonly target?: number;
  readonly env: MacroEnv;
  /** -Z. */
  readonly allowZeroMatch?: boolean;
};

export type CompileResult = {
  /** Absent when there are errors. */
  readonly program?: Program;
  readonly diagnostics: readonly Diagnostic[];
  /** Probes that the descriptions match, counted once per description. */
  readonly matched: number;
};

export function compile(input: CompileInput): CompileResult {
  const { checked, context, sources, diagnostics, matched } = check(input);
  if (checked === undefined) return { diagnostics, matched };
  return { program: emitProgram(checked, context, sources), diagnostics, matched };
}

/** All but the last step: the checked program is what emit/ compiles and what the tests' oracle interprets. */
export function check(input: CompileInput): {
  /** Absent when there are errors. */
  readonly checked?: CheckedProgram;
  readonly context: Context;
  readonly sources: readonly Source[];
  readonly diagnostics: readonly Diagnostic[];
  readonly matched: number;
} {
  const sources = input.sources.map((source, index) => new Source(source, index));
  const reporter = new Reporter(sources);
  const options = new OptionSet(input.options);
  if (input.allowZeroMatch) options.set('zdefs', '');
  if (input.destructive) options.set('destructive', '');
  checkGivenOptions(input.options, reporter);
  const macros = new Macros(input.macroArgs, input.env, input.target);
  const items = sources.flatMap((source) => parse(source, reporter, macros, options));
  checkWhole(items, sources, macros, options, reporter);
  const context = new Context(reporter, options, input.target, checkExpression);
  const { clauses, matched } = checkProgram(items, new ProbeMatcher(input.probes), context);
  const diagnostics = reporter.diagnostics();
  if (reporter.errorCount > 0) return { context, sources, diagnostics, matched };
  const checked: CheckedProgram = {
    clauses,
    actions: context.actions,
    variables: [...context.variables.values()],
    strsize: context.strsize,
    memory: memorySize(context),
  };
  return { checked, context, sources, diagnostics, matched };
}

/** Nothing, unless the program has structures, arrays or pointers. */
function memorySize({ storage, options }: Context): MemorySize | null {
  if (!storage.used) return null;
  const scratch = storage.scratch ? options.number('scratchsize') : 0;
  return { statics: storage.statics, locals: storage.locals, scratch };
}

function parse(source: Source, reporter: Reporter, macros: Macros, options: OptionSet): readonly TopLevel[] {
  const scanner = new Scanner(source, reporter, macros, (line, span) =>
    controlLine(line, span, source, options, reporter),
  );
  scanner.defaultArgs = () => options.boolean('defaultargs');
  return new ProgramParser(scanner, reporter).program();
}

/** Errors of -x stand at the start of the first source; the command line reports them before it compiles. */
function checkGivenOptions(given: Readonly<Record<string, string>>, reporter: Reporter): void {
  if (reporter.sources.length === 0) return;
  for (const [name, value] of Object.entries(given)) {
    const why = checkOption(name, value);
    if (why !== undefined)
      reporter.report('D_PRAGMA_OPTSET', { source: 0, start: 0, end: 0 }, [name, value, why]);
  }
}

/** What only the whole text shows: that it is empty, that a macro argument is not used. */
function checkWhole(
  items: readonly TopLevel[],
  sources: readonly Source[],
  macros: Macros,
  options: OptionSet,
  reporter: Reporter,
): void {
  const last = sources.at(-1);
  if (last === undefined) return;
  const end = { source: last.index, start: last.text.length, end: last.text.length };
  if (items.length === 0 && reporter.errorCount === 0 && !options.boolean('empty'))
    reporter.report('D_EMPTY', end, []);
  if (options.boolean('argref') || reporter.errorCount > 0) return;
  for (const [text, index] of macros.unused().toReversed())
    reporter.report('D_MACRO_UNUSED', end, [text, index]);
}
