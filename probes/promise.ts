/**
 * promise: Promise.all, allSettled, race and any, from their call to their settling; rejections that nobody handled.
 * Other promises: async:PROMISE.
 */
import type { RecordType } from '../wire/probe.js';
import { OPS } from './promise/combinators.js';
import { PromiseEnabling } from './promise/enabling.js';
import type { Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { FAILURE } from './support/process-events.js';

const COMBINATION: RecordType = {
  name: 'combination',
  doc: 'The call.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its number, from 1.' },
    { name: 'op', type: 'string', doc: 'all, allSettled, race, any.' },
    { name: 'size', type: 'int32', doc: 'How many values it was given.' },
    {
      name: 'pendingAtSettle',
      type: 'int32',
      doc: 'How many of them were pending when it was settled: the losers of a race.',
    },
    { name: 'outcome', type: 'string', doc: 'fulfilled, rejected; "" in start.' },
    { name: 'durationMs', type: 'int64', doc: 'ms since the call.', readsClock: true },
    { name: 'site', type: 'location', doc: 'Where it was called.' },
  ],
};
const ARG = record('combination', COMBINATION);

export const promise: Provider = {
  name: 'promise',
  doc: 'Promise.all, allSettled, race, any; promises that were rejected and not handled.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'Calls through a function taken before the attach (`const { race } = Promise`), combinators of subclasses and of libraries are not seen. An empty race never settles.',
    '`settle` fires some microtasks after the settling, when all that were settled before it are known; its `self->` is that of the call.',
    'While a probe of its combinator is enabled a call costs 1 us more for each value, with `site` or a stack 10 us more. Values that are no promises of Node are pending until Promise.resolve has settled them.',
  ],
  example: 'promise:race::settle { @[args[0]->site] = quantize(args[0]->pendingAtSettle); }',
  types: [COMBINATION, FAILURE],
  probes: [
    ...probesOf('promise', OPS, '', [
      { name: 'start', args: [ARG], doc: 'It was called, and has subscribed to all it was given.' },
      {
        name: 'settle',
        args: [ARG, { name: 'duration', type: 'int64', doc: 'ns since the call.', readsClock: true }],
        doc: 'Its promise is fulfilled or rejected.',
      },
    ]),
    ...probesOf('promise', [''], '', [
      {
        name: 'unhandled',
        args: [record('failure', FAILURE), { name: 'reason', type: 'js', doc: 'The reason.' }],
        doc: 'A promise was rejected, and nobody has handled it in that turn; as proc:::unhandled.',
      },
    ]),
  ],
  enable: (host, sites) => new PromiseEnabling(host, sites),
};
