/**
 * pid: functions of the application, found in the scripts that V8 has compiled. The consumer reads their text and source
 * maps and sends plans (wire/functions.ts). A method that is called through its class gets a wrapper; all others get a
 * breakpoint whose condition fires the probe, and a pause for what they return: those are slow, and limited.
 */
import type { ArgDef } from '../wire/probe.js';
import { FunctionEnabling } from './pid/enabling.js';
import type { Provider } from './provider.js';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const ENTRY: readonly ArgDef[] = Array.from({ length: 6 }, (_, n) => ({
  name: `argument ${n}`,
  type: 'js',
  doc: n === 0 ? 'The first of what the function is called with.' : `The ${ORDINALS[n]} of them.`,
}));
const RETURN: readonly ArgDef[] = [
  {
    name: 'outcome',
    type: 'string',
    doc: 'returned, threw; of an async function resolved, rejected, when its promise is settled.',
  },
  { name: 'value', type: 'js', doc: 'What it returned or resolved to, or the error.' },
  { name: 'elapsed', type: 'int64', doc: 'ns since it was called; 0 by breakpoint.', readsClock: true },
];

const of = (name: string, args: readonly ArgDef[], doc: string) => ({
  provider: 'pid',
  module: '',
  function: '',
  name,
  args,
  doc,
});

export const pid: Provider = {
  name: 'pid',
  doc: 'Functions of the application: pid$target:FILE:FUNCTION:entry, return, or a line of FILE. js is the same.',
  stability: 'evolving',
  openness: 'functions',
  notes: [
    'FILE is matched by its base name, or with a / by the end of its path; through source maps it is the file as it was written. FUNCTION is a name (charge), or one with its class (Payment.charge, Payment.#sign); without a name <anonymous@LINE>. Files of packages only match a FILE that says more than *.',
    'A method that is called through its class, and that no script takes off it, is probed by a wrapper from its second call on (10 to 30 ns a call). All others are probed by a breakpoint: 50 to 220 us a hit, for a return 170 to 400. They are limited to -x fnrate hits a second (500), returns to a tenth of that; beyond, a probe rests until the next second and is counted as a drop. An isolate has at most -x fnlimit functions (1000).',
    'By breakpoint a function that throws has no return, elapsed is 0, and no return is seen while an inspector is open.',
    'Returns of async functions turn the async hook on; what they settled to is read only if a clause asks, which costs some 50 us and counts as a hit.',
    'Scripts that the agent finds when it comes; those that are compiled later are probed a moment after that. Code in other contexts of node:vm (jest runs tests in them) is not seen.',
  ],
  example: 'pid$target:routes*:*:entry { @[probefunc] = count(); }',
  types: [],
  probes: [
    of('entry', ENTRY, 'It is called. A generator is entered at its first next().'),
    of('return', RETURN, 'It returns or throws; an async function when its promise is settled.'),
  ],
  enable: (host, sites) => new FunctionEnabling(host, sites),
};
