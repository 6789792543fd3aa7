/**
 * What must hold for every generated program: it compiles, it gives the same compiled and interpreted, and the
 * same again with all its parentheses and with its constants out of the compiler's sight.
 */
import { difference, type Outcome, runBoth } from './compare.js';
import type { Style } from './generate/piece.js';
import { type GenProgram, generate, programText } from './generate/program.js';
import { shrink } from './generate/shrink.js';
import { NotInterpreted } from './machine.js';

export type Failure = { readonly property: string; readonly text: string; readonly detail: string };

const PLAIN: Style = { full: false, hidden: false };

function run(program: GenProgram, text: string, placeless: boolean): Outcome {
  const extra = { macroArgs: program.macros, options: program.options };
  return runBoth(text, program.firings, extra, { placeless });
}

/** What constants can be wrong about in a well-typed program. */
const EXPECTED: ReadonlySet<string> = new Set(['D_DIV_ZERO', 'D_ARR_BOUNDS']);

/** 'skipped': the text has such a constant. */
export function examine(program: GenProgram): Failure | 'skipped' | undefined {
  const text = programText(program, PLAIN);
  const failure = (property: string, shown: string, detail: string): Failure => ({
    property,
    text: shown,
    detail,
  });
  let plain: Outcome;
  try {
    plain = run(program, text, false);
  } catch (error) {
    if (error instanceof NotInterpreted) return 'skipped';
    return failure('neither side throws', text, String(error instanceof Error ? error.stack : error));
  }
  if (plain.kind === 'refused') {
    // What else is said then may follow from it: an aggregation that was not made.
    if (plain.diagnostics.some(({ tag }) => EXPECTED.has(tag))) return 'skipped';
    const [wrong] = plain.diagnostics;
    return failure('well-typed programs compile', text, `${wrong?.line}: ${wrong?.tag}: ${wrong?.message}`);
  }
  const differs = difference(plain.compiled, plain.interpreted);
  if (differs !== undefined)
    return failure('compiled as interpreted', text, `compiled:    ${differs.a}\ninterpreted: ${differs.b}`);
  const placeless = run(program, text, true);
  for (const style of [{ full: true }, { hidden: true }]) {
    const other = programText(program, { ...PLAIN, ...style });
    const outcome = run(program, other, true);
    const property = 'full' in style ? 'parentheses that change nothing' : 'constants as variables';
    if (outcome.kind === 'refused' || placeless.kind === 'refused')
      return failure(
        property,
        other,
        `refused: ${outcome.kind === 'refused' ? outcome.diagnostics[0]?.message : ''}`,
      );
    const apart = difference(outcome.compiled, placeless.compiled);
    if (apart !== undefined)
      return failure(property, `${text}\n-- against --\n${other}`, `plain: ${apart.b}\nother: ${apart.a}`);
  }
  return undefined;
}

/** Seeds from `first` on; the first failure, made as small as it gets. */
export function search(first: number, count: number, until: () => boolean = () => false): SearchResult {
  let skipped = 0;
  for (let seed = first; seed < first + count; seed++) {
    if (until()) return { ran: seed - first, skipped };
    const program = generate(seed);
    const found = examine(program);
    if (found === 'skipped') skipped++;
    else if (found !== undefined)
      return { ran: seed - first + 1, skipped, seed, failure: minimal(program, found) };
  }
  return { ran: count, skipped };
}

export type SearchResult = {
  readonly ran: number;
  readonly skipped: number;
  readonly seed?: number;
  readonly failure?: Failure;
};

function minimal(program: GenProgram, found: Failure): Failure {
  let last = found;
  shrink(program, (smaller) => {
    const again = examine(smaller);
    // Another refusal is another mistake: that of a program from which a declaration was taken.
    const same = again !== 'skipped' && again?.property === found.property && tagOf(again) === tagOf(found);
    if (same) last = again as Failure;
    return same;
  });
  return last;
}

function tagOf({ property, detail }: Failure): string {
  if (detail.startsWith('refused')) return detail;
  return property === 'well-typed programs compile' ? detail.replace(/^\d+: /, '') : '';
}
