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
import { dependenciesOf, isUsable } from './libraries.js';
import { type MacroEnv, Macros, type Target } from './macros.js';
import { checkOption, OptionSet } from './options.js';
import { ProgramParser } from './parse/program.js';
import { ControlLines } from './pragma.js';
import { Reporter } from './report.js';
import { Scanner } from './scanner.js';
import { Source, type SourceInput } from './source.js';
import type { CheckedProgram } from './tree.js';

export type CompileInput = {
  /** Libraries come first, in an order in which each follows what it depends on. */
  readonly sources: readonly SourceInput[];
  readonly macroArgs: readonly string[];
  /** Of -x, already split at their `=`; '' for a bare name. */
  readonly options: Readonly<Record<string, string>>;
  readonly probes: ProbeIndex;
  /** -w: destructive actions are allowed. The program says whether it needs them. */
  readonly destructive: boolean;
  /** `$target`. */
  readonly target?: Target;
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
  /** Option errtags, which a program with mistakes can set too. */
  readonly errtags: boolean;
};

export function compile(input: CompileInput): CompileResult {
  const { checked, context, sources, diagnostics, matched } = check(input);
  const result = { diagnostics, matched, errtags: context.options.boolean('errtags') };
  return checked === undefined ? result : { ...result, program: emitProgram(checked, context, sources) };
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
  const dependencies = dependenciesOf(input.probes);
  const parser = new Parser(reporter, macros, options, new ControlLines(options, reporter, dependencies));
  const items = sources
    .filter((source) => source.kind !== 'library' || isUsable(source.text, dependencies))
    .flatMap((source) => parser.parse(source));
  reporter.endParsing();
  parser.control.finish(globalNames(items));
  checkMacros(sources, macros, options, reporter);
  const context = new Context(reporter, options, input.target, checkExpression);
  const { clauses, matched } = checkProgram(items, new ProbeMatcher(input.probes, input.target), context);
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

/** It lives in the process that is traced. */
const MAX_SCRATCH = 16 * 1024 * 1024;

/** Nothing, unless the program has structures, arrays or pointers. */
function memorySize({ storage, options }: Context): MemorySize | null {
  if (!storage.used) return null;
  const scratch = storage.scratch ? Math.min(options.number('scratchsize'), MAX_SCRATCH) : 0;
  return { statics: storage.statics, locals: storage.locals, scratch };
}

/** Reads one source after the other; what is declared in one is known in the next. */
class Parser {
  readonly control: ControlLines;
  readonly #reporter: Reporter;
  readonly #macros: Macros;
  readonly #options: OptionSet;
  readonly #typedefs = new Set<string>();

  constructor(reporter: Reporter, macros: Macros, options: OptionSet, control: ControlLines) {
    this.#reporter = reporter;
    this.#macros = macros;
    this.#options = options;
    this.control = control;
  }

  parse(source: Source): readonly TopLevel[] {
    const errors = this.#reporter.errorCount;
    const options = this.#options;
    const scanner = new Scanner(source, this.#reporter, this.#macros, (line, span) =>
      this.control.read(line, span, source),
    );
    scanner.defaultArgs = () => options.boolean('defaultargs');
    const parser = new ProgramParser(scanner, this.#reporter, this.#typedefs);
    parser.prefersDescriptions = () => source.kind.startsWith('-') || options.boolean('pspec');
    const items = parser.program();
    const empty = items.length === 0 && this.#reporter.errorCount === errors;
    if (empty && source.kind !== 'library' && !options.boolean('empty')) {
      const end = source.text.length;
      this.#reporter.report('D_EMPTY', { source: source.index, start: end, end }, []);
    }
    return items;
  }
}

/** Variables, functions and inlines: what a pragma may be about. */
function globalNames(items: readonly TopLevel[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const item of items) {
    if (item.kind === 'inline') names.add(item.declarator.name);
    else if (item.kind === 'declaration' && !item.classes.some((word) => SCOPED.includes(word)))
      for (const { name } of item.declarators) names.add(name);
  }
  return names;
}
const SCOPED: readonly string[] = ['self', 'this', 'typedef'];

/** Errors of -x stand at the start of the first source; the command line reports them before it compiles. */
function checkGivenOptions(given: Readonly<Record<string, string>>, reporter: Reporter): void {
  if (reporter.sources.length === 0) return;
  for (const [name, value] of Object.entries(given)) {
    const why = checkOption(name, value);
    if (why !== undefined)
      reporter.report('D_PRAGMA_OPTSET', { source: 0, start: 0, end: 0 }, [name, value, why]);
  }
}

/** As in dtrace an argument is missed only when it is the last one: those before it may be passed over. */
function checkMacros(
  sources: readonly Source[],
  macros: Macros,
  options: OptionSet,
  reporter: Reporter,
): void {
  const first = sources.find(({ kind }) => kind !== 'library');
  const unused = macros.unusedLast();
  if (first === undefined || unused === undefined || options.boolean('argref') || reporter.errorCount > 0)
    return;
  const end = first.text.length;
  const spilt = first.kind !== 'file' && /[{};]/.test(unused[0]);
  reporter.report('D_MACRO_UNUSED', { source: first.index, start: end, end }, [...unused], {
    hints: spilt ? [`the program is one word of the shell: ${first.kind} '${first.text} …'`] : [],
  });
}
