/**
 * abort: the life of AbortSignals, by where they come from: made, looked at, fired, and their listeners, Node's
 * own included. The tables are here, the hooks in probes/abort/.
 */
import type { ArgDef, RecordType } from '../wire/probe.js';
import { AbortEnabling } from './abort/enabling.js';
import { LOSS } from './abort/losses.js';
import { ORIGINS } from './abort/signals.js';
import type { Provider } from './provider.js';
import { probesOf, record } from './support/define.js';

const SIGNAL: RecordType = {
  name: 'signal',
  doc: 'The AbortSignal.',
  integer: 'id',
  members: [
    {
      name: 'id',
      type: 'int64',
      doc: 'Number of the signal, from 1, in the order in which the agent saw them.',
    },
    {
      name: 'origin',
      type: 'string',
      doc: 'controller, timeout, any, static, request (made inside fetch or Request) or foreign (sent from another thread).',
    },
    {
      name: 'ageMs',
      type: 'int64',
      doc: 'ms since it was made; -1 when it is older than the attach.',
      readsClock: true,
    },
    {
      name: 'timeoutMs',
      type: 'int64',
      doc: 'Delay of AbortSignal.timeout(); -1 when there is none or it is not known.',
    },
    { name: 'listeners', type: 'int32', doc: 'Abort listeners it has now.' },
    { name: 'aborted', type: 'int32', doc: '1: it has fired.' },
    { name: 'reason', type: 'string', doc: 'The reason as text, `name: message`; empty before it fires.' },
  ],
};
const LISTENER: RecordType = {
  name: 'listener',
  doc: 'The listener.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Number of the listener function; 0 for one that was collected.' },
    { name: 'once', type: 'int32', doc: '1: it was added with { once: true }.' },
    { name: 'weak', type: 'int32', doc: '1: Node holds it weakly.' },
    {
      name: 'site',
      type: 'location',
      doc: 'Where it was added, file:line:column; empty when it is older than the attach.',
    },
  ],
};
const ARG_SIGNAL = record('signal', SIGNAL);
const ARG_LISTENER = record('listener', LISTENER);
const int32 = (name: string, doc: string): ArgDef => ({ name, type: 'int32', doc });

export const abort: Provider = {
  name: 'abort',
  doc: 'AbortSignals: made, looked at, fired, and their listeners; the module is where the signal came from.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'Signals older than the attach are seen from the first event that happens to them on; their age is -1.',
    "Signals of `new Request()` count as `controller` when undici was loaded after the attach. Signals of user-land polyfills are not Node's and are not seen.",
    'A firing costs 0.1 to 1.5 us with what surrounds it. `poll` replaces getters that programs read in loops: name it only when you need it. `abort:::lost` turns the whole cancel graph on, and only its own name matches it.',
  ],
  example: 'abort:::fire { @[args[0]->origin, ustack(5)] = count(); }',
  feedsGraph: true,
  types: [SIGNAL, LISTENER, LOSS],
  probes: [
    ...probesOf('abort', ORIGINS, 'signal', [
      { name: 'create', args: [ARG_SIGNAL], doc: 'It was made.' },
      { name: 'fire', args: [ARG_SIGNAL], doc: "It fires: 'abort' is about to be dispatched." },
      {
        name: 'fired',
        args: [
          ARG_SIGNAL,
          int32('delivered', 'Listeners that ran.'),
          int32('threw', 'Listeners that threw.'),
        ],
        doc: 'The dispatch is over.',
      },
      {
        name: 'poll',
        args: [ARG_SIGNAL, { name: 'member', type: 'string', doc: 'aborted, reason or throwIfAborted.' }],
        doc: 'Somebody looked whether it has fired.',
      },
    ]),
    ...probesOf('abort', ORIGINS, 'listener', [
      { name: 'add', args: [ARG_SIGNAL, ARG_LISTENER], doc: 'An abort listener was added.' },
      {
        name: 'remove',
        args: [ARG_SIGNAL, ARG_LISTENER],
        doc: 'One was removed, by hand, after `once`, or because it was collected.',
      },
      { name: 'entry', args: [ARG_SIGNAL, ARG_LISTENER], doc: 'A listener is about to run.' },
      {
        name: 'return',
        args: [ARG_SIGNAL, ARG_LISTENER, int32('threw', '1: it threw.')],
        doc: 'It has run.',
      },
    ]),
    {
      provider: 'abort',
      module: '',
      function: '',
      name: 'lost',
      args: [record('loss', LOSS)],
      doc: 'A cancellation was lost: what it was meant to stop goes on. Turns the cancel graph on.',
      explicit: true,
    },
  ],
  enable: (host, sites) => new AbortEnabling(host, sites),
};
