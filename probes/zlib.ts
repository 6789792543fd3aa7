/** zlib: compression and its reverse: jobs (one call with a callback) and streams. */
import type { ProbeDef } from '../wire/probe.js';
import type { Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { operationType } from './support/jobs.js';
import { OPS, ZlibEnabling } from './zlib/enabling.js';

const TYPE = operationType(
  'compression',
  'The compression.',
  'In start the bytes that a job was given; in done those that a job made, or that a stream was given.',
);
const ARG = [record('compression', TYPE)];

function since(op: string): Pick<ProbeDef, 'since'> {
  return op.startsWith('zstd') ? { since: '22.15' } : {};
}

export const zlib: Provider = {
  name: 'zlib',
  doc: 'Compression and decompression: jobs with a callback, and streams.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'Synchronous calls are not seen.',
    'A job that was begun through a function taken before the attach shows as a stream.',
  ],
  example: 'zlib:::done { @[probemod, probefunc] = quantize(args[0]->durationMs); }',
  feedsGraph: true,
  types: [TYPE],
  probes: OPS.flatMap((op) =>
    [
      ...probesOf('zlib', ['job'], op, [
        { name: 'start', args: ARG, doc: 'The job was given to the thread pool.' },
        { name: 'done', args: ARG, doc: 'It has succeeded; its callback runs next.' },
        { name: 'error', args: ARG, doc: 'It has failed; its callback runs next.' },
      ]),
      ...probesOf('zlib', ['stream'], op, [
        { name: 'start', args: ARG, doc: 'The stream was made.' },
        { name: 'done', args: ARG, doc: 'It is closed, at its end or before.' },
        { name: 'error', args: ARG, doc: 'It is closed because of an error.' },
      ]),
    ].map((probe) => ({ ...probe, ...since(op) })),
  ),
  enable: (host, sites) => new ZlibEnabling(host, sites),
};
