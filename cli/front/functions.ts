/** Function probes of a trace: what was found in each isolate is told on stderr and sent to its agent. */
import { OptionSet } from '../../lang/options.js';
import { renderExcerpt } from '../../lang/render.js';
import type { Program } from '../../wire/program.js';
import type { RunOptions } from '../consumer/options.js';
import { descriptionText, type Found, FunctionFinder } from '../functions/finder.js';
import { asksForFunction } from './probes.js';

export type FunctionSettings = {
  readonly program: Program;
  readonly options: RunOptions;
  readonly say: (line: string) => void;
  /** What was asked for is not there. Absent where scripts are still to come, and with -Z. */
  readonly fail?: ((unmatched: Found['unmatched'], pid: number) => void) | undefined;
};

/** Undefined when the program has none. */
export function functionProbes({
  program,
  options,
  say,
  fail,
}: FunctionSettings): FunctionFinder | undefined {
  const descriptions = functionDescriptions(program);
  if (descriptions.length === 0) return undefined;
  const limit = new OptionSet(program.options).number('fnlimit');
  const told = new Map<Found['peer'], Told>();
  return new FunctionFinder({
    descriptions,
    limit,
    found: (found, first) => {
      const { peer, plans, unmatched } = found;
      if (plans.length > 0) peer.send({ type: 'functions', functions: plans });
      // A worker may have fewer than its main thread.
      if (fail !== undefined && first && peer.hello.tid === 0 && unmatched.length > 0)
        return fail(unmatched, peer.hello.pid);
      if (options.flag('quiet')) return;
      const here = told.get(peer) ?? { plans: [], lately: 0 };
      told.set(peer, here);
      for (const line of foundLines(found, limit, here)) say(line);
    },
  });
}

/** Of an isolate, since its first script. */
type Told = {
  readonly plans: Found['plans'][number][];
  /** How many there were when it was last told. */
  lately: number;
};

/** As the compiler tells of a description that matches nothing, which here only the target knows. */
export function unmatchedFunctions(
  { clauses, spans, sources }: Program,
  unmatched: Found['unmatched'],
  pid: number,
  color: boolean,
): string {
  return unmatched
    .map(({ description, hint }) => {
      const what = `ERROR: D_PDESC_ZERO: ${descriptionText(description)} matches no function of process ${pid}`;
      const clause = clauses.find(({ descriptions }) => descriptions.includes(description));
      const span = spans[clause?.span ?? -1];
      const source = sources[span?.source ?? -1];
      const place =
        span === undefined || source === undefined
          ? `${what}\n`
          : renderExcerpt(source, span, what, { color });
      return `${place}HINT: ${hint}\n`;
    })
    .join('\n');
}

export function functionDescriptions({ clauses }: Program) {
  return clauses.flatMap(({ descriptions }) => descriptions).filter(asksForFunction);
}

/** Programs go on loading scripts: told again when there are twice as many. */
function foundLines({ peer, plans, beyond, unreadable }: Found, limit: number, told: Told): string[] {
  const { pid, tid } = peer.hello;
  const where = tid === 0 ? `process ${pid}` : `worker ${tid} of process ${pid}`;
  const lines = unreadable.map((what) => `functions of ${what} cannot be probed`);
  told.plans.push(...plans);
  const { length } = told.plans;
  if (plans.length > 0 && length >= 2 * told.lately) {
    lines.push(
      `${where}: ${plural(length, 'function')}${told.lately > 0 ? ' so far' : ''} ${mechanisms(told.plans)}`,
    );
    told.lately = length;
  }
  if (beyond > 0)
    lines.push(
      `${where}: ${beyond} more match, past ${limit} they are left out: name fewer, or raise -x fnlimit`,
    );
  return lines;
}

function mechanisms(plans: Found['plans']): string {
  const methods = plans.filter(({ key }) => key !== '').length;
  if (methods === 0) return 'by breakpoint';
  if (methods === plans.length) return 'by wrapper, once they are called';
  return `(${plans.length - methods} by breakpoint, ${methods} by wrapper, once they are called)`;
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
