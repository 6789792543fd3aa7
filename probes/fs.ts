/** fs: file operations in their three forms: with a callback, with a promise (methods of FileHandle too), synchronous. */
import { FileEnabling, OPERATIONS } from './fs/enabling.js';
import { FILE_OPERATION } from './fs/records.js';
import type { Provider } from './provider.js';
import { probesOf, record } from './support/define.js';

const ARG = [record('operation', FILE_OPERATION)];

export const fs: Provider = {
  name: 'fs',
  doc: 'File operations: with a callback, with a promise, synchronous.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'Functions that a program has taken off node:fs before the attach are not seen (import { readFile } is). Streams open, read and close by the callback functions; modules are read by the synchronous ones.',
    'What runs in the thread pool includes the wait for a free thread in its duration. Operations that Node makes within one of these are not told of.',
    'A promise that is watched settles a microtask later than it would. Handles that were opened before the attach are seen once another file has been opened.',
  ],
  example: 'fs:::done { @[probemod, probefunc] = quantize(args[0]->durationNs); }',
  types: [FILE_OPERATION],
  probes: Object.entries(OPERATIONS).flatMap(([form, ops]) =>
    ops.flatMap((op) =>
      probesOf('fs', [form], op, [
        { name: 'start', args: ARG, doc: 'It was asked for.' },
        { name: 'done', args: ARG, doc: 'It has succeeded.' },
        { name: 'error', args: ARG, doc: 'It has failed.' },
      ]),
    ),
  ),
  enable: (host, sites) => new FileEnabling(host, sites),
};
