/**
 * pid: functions of the application, found in the scripts that V8 has compiled. The consumer reads their text and source
 * maps and sends plans (wire/functions.ts). A method that is called through its class gets a wrapper; all others get a
 * breakpoint whose condition fires the probe, and a pause for what they return: those are slow, and limited.
 */
import type { ArgDef } from '../wire/probe.js';
import { FunctionEnabling } from './pid/enabling.js';
import type { Provider } from './provider.js';

const ENTRY: readonly ArgDef[] = Array.from({ length: 6 }, (_, n) => ({
  name: `argument ${n}`,
  type: 'js',
  doc: n === 0 ? 'What the function is called with, from its first argument on.' : '',
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
  types: [],
  probes: [
    of('entry', ENTRY, 'It is called. A generator is entered at its first next().'),
    of('return', RETURN, 'It returns or throws; an async function when its promise is settled.'),
  ],
  enable: (host, sites) => new FunctionEnabling(host, sites),
};
