/** Function probes of a trace: what was found in each isolate is told on stderr and sent to its agent. */
import type { Program } from '../../wire/program.js';
import type { RunOptions } from '../consumer/options.js';
import { descriptionText, type Found, FunctionFinder } from '../functions/finder.js';
import { asksForFunction } from './probes.js';

export type FunctionSettings = {
  readonly program: Program;
  readonly options: RunOptions;
  readonly say: (line: string) => void;
  /** Ends the trace: what was asked for is not there. Absent where scripts are still to come, and with -Z. */
  readonly fail?: (() => void) | undefined;
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
  const limit = Number(program.options['fnlimit'] ?? 1000);
  return new FunctionFinder({
    descriptions,
    limit,
    found: (found, first) => {
      const { peer, plans, unmatched } = found;
      if (plans.length > 0) peer.send({ type: 'functions', functions: plans });
      // A worker may have fewer than its main thread.
      if (fail !== undefined && first && peer.hello.tid === 0 && unmatched.length > 0) {
        for (const { description, hint } of unmatched) {
          say(`${descriptionText(description)} matches no function of process ${peer.hello.pid}`);
          say(`HINT: ${hint}`);
        }
        return fail();
      }
      if (!options.flag('quiet')) for (const line of foundLines(found, limit)) say(line);
    },
  });
}

export function functionDescriptions({ clauses }: Program) {
  return clauses.flatMap(({ descriptions }) => descriptions).filter(asksForFunction);
}

function foundLines({ peer, plans, beyond, unreadable }: Found, limit: number): string[] {
  const { pid, tid } = peer.hello;
  const where = tid === 0 ? `process ${pid}` : `worker ${tid} of process ${pid}`;
  const lines = unreadable.map((what) => `functions of ${what} cannot be probed`);
  if (plans.length > 0) lines.push(`${where}: ${plural(plans.length, 'function')} ${mechanisms(plans)}`);
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
