// hot path: see docs/hot-path.md
/**
 * Many clauses as one function, which a site calls for all of them. Its text is made for that very list: a
 * loop over clauses would cost a call that V8 cannot inline for each, which is most of what a firing costs.
 */
import type { ClauseFunction } from '../wire/runtime.js';
import type { EnabledClause } from './fire.js';
import { vm } from './host.js';

type Failed = (clause: EnabledClause, error: unknown) => void;
type Make = (clauses: readonly EnabledClause[], failed: Failed) => ClauseFunction;

const ARGS = 'a0, a1, a2, a3, a4, a5';
/** More in one function would not be optimised; a site with so many calls several. */
const MOST = 32;

export const nothing: ClauseFunction = () => {};

/** What one clause throws, `failed` gets; the others run. An owner that drains is asked no more. */
export function runnerOf(clauses: readonly EnabledClause[], failed: Failed): ClauseFunction {
  if (clauses.length === 0) return nothing;
  if (clauses.length > MOST) {
    const [first, rest] = [clauses.slice(0, MOST - 1), clauses.slice(MOST - 1)];
    const tail = runnerOf(rest, failed);
    const head = runnerOf(first, failed);
    return (a0, a1, a2, a3, a4, a5) => {
      head(a0, a1, a2, a3, a4, a5);
      tail(a0, a1, a2, a3, a4, a5);
    };
  }
  const lines = clauses.flatMap((clause, i) => [
    `const o${i} = clauses[${i}].owner, c${i} = clauses[${i}].run;`,
    ...(clause.reset === undefined ? [] : [`const r${i} = clauses[${i}].reset;`]),
  ]);
  const calls = clauses.map((clause, i) => {
    const reset = clause.reset === undefined ? '' : `r${i}(); `;
    return `if (!o${i}.draining) { ${reset}try { c${i}(${ARGS}); } catch (error) { failed(clauses[${i}], error); } }`;
  });
  const text = `(function (clauses, failed) { "use strict";
${lines.join('\n')}
return function run(${ARGS}) {
${calls.join('\n')}
}; })`;
  const make = new vm.Script(text, { filename: 'ntrace:program' }).runInThisContext() as Make;
  return make(clauses, failed);
}
