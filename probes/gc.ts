/**
 * gc: pauses of V8's garbage collector, as Node's performance timeline tells them: after the pause, from the event
 * loop, with the time at which it ended.
 */
import type { RecordType } from '../wire/probe.js';
import { KINDS, observeCollections } from './gc/collections.js';
import type { Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { HookSet } from './support/hooks.js';

const COLLECTION: RecordType = {
  name: 'collection',
  doc: 'The collection.',
  integer: 'flags',
  members: [
    { name: 'kind', type: 'string', doc: 'As the function of the probe.' },
    { name: 'forced', type: 'int32', doc: '1: the program asked for it (gc()), or a tool did.' },
    {
      name: 'flags',
      type: 'int32',
      doc: "V8's reasons, as perf_hooks.constants.NODE_PERFORMANCE_GC_FLAGS_*.",
    },
    { name: 'durationNs', type: 'int64', doc: 'ns that the thread was stopped.' },
  ],
};
const ARGS = [
  record('collection', COLLECTION),
  { name: 'duration', type: 'int64', doc: 'ns that the thread was stopped.' },
];

export const gc: Provider = {
  name: 'gc',
  doc: "Pauses of V8's garbage collector.",
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'Fires when the event loop is back, with `timestamp` the end of the pause: a collection in a long callback arrives after that. There is no stack, nor `self->` of what ran. Those of the last turn of a process that exits are lost.',
    'What V8 does on threads of its own is no pause and not seen; an incremental marking shows its start only.',
  ],
  example: 'gc:::done { @[probefunc] = quantize(arg1 / 1000); }',
  types: [COLLECTION],
  probes: KINDS.flatMap(({ name, doc }) => probesOf('gc', ['v8'], name, [{ name: 'done', args: ARGS, doc }])),
  enable(host, sites) {
    const hooks = new HookSet();
    return {
      update: () =>
        hooks.ensure('observer', sites.anyEnabled('', '', ''), () => observeCollections(host, sites)),
    };
  },
};
