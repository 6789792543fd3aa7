/**
 * stream: streams of Node from birth to destruction, pipes, and web streams that the program makes. For the cancel
 * graph also who reads whom, what a stream's source begins, and async generators. Hooks: probes/stream/.
 */
import type { Host, Sites } from '../wire/host.js';
import type { RecordType } from '../wire/probe.js';
import type { Enabling, Provider } from './provider.js';
import { Iterators } from './stream/iterators.js';
import { Lives, NODE_KINDS } from './stream/lives.js';
import { NodeStreams } from './stream/node.js';
import { WebStreams } from './stream/web.js';
import { probesOf, record } from './support/define.js';
import { HookSet } from './support/hooks.js';
import { operationType } from './support/jobs.js';

const OPERATION = operationType(
  'stream',
  'The stream, or the pipe.',
  'What a stream has counted itself when it is done (files, compression); else 0.',
);
const STREAM: RecordType = {
  ...OPERATION,
  members: [
    ...OPERATION.members,
    { name: 'class', type: 'string', doc: 'Name of its class; of the source of a pipe.' },
  ],
};
const ARG = [record('stream', STREAM)];

class StreamEnabling implements Enabling {
  readonly #hooks = new HookSet();
  readonly #lives: Lives;
  readonly #node: NodeStreams;
  readonly #web: WebStreams;
  readonly #iterators: Iterators;

  constructor(host: Host, sites: Sites) {
    this.#lives = new Lives(host, sites);
    this.#node = new NodeStreams(host, sites, this.#lives);
    this.#web = new WebStreams(host, sites, this.#lives);
    this.#iterators = new Iterators(host);
  }

  update(): void {
    this.#lives.update(this.#hooks);
    this.#node.update(this.#hooks);
    this.#web.update(this.#hooks);
    this.#iterators.update(this.#hooks);
  }
}

export const stream: Provider = {
  name: 'stream',
  doc: "Streams: Node's own kind and web streams, from birth to end, and pipes.",
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'The busiest of the providers: sockets, files, requests and responses are streams, so each request makes several. Name a function, as in `stream:node:readable:`, where you can.',
    'Streams that were made before the attach are not seen. Of web streams those that the program makes are, not the bodies of fetch().',
  ],
  example: 'stream:::start { @[args[0]->class] = count(); }',
  feedsGraph: true,
  types: [STREAM],
  probes: [
    ...NODE_KINDS.flatMap((kind) =>
      probesOf('stream', ['node'], kind, [
        { name: 'start', args: ARG, doc: 'It was made.' },
        { name: 'done', args: ARG, doc: 'It was destroyed without an error: at its end or before.' },
        { name: 'error', args: ARG, doc: 'It was destroyed with an error.' },
      ]),
    ),
    ...probesOf('stream', ['node'], 'pipe', [
      { name: 'start', args: ARG, doc: 'pipe() was called.' },
      { name: 'done', args: ARG, doc: 'It was undone: at the end of either stream, or by unpipe().' },
    ]),
    ...probesOf('stream', ['web'], 'readable', [
      { name: 'start', args: ARG, doc: 'A ReadableStream was made.' },
      { name: 'done', args: ARG, doc: 'Its source has closed it, or it was cancelled.' },
      { name: 'error', args: ARG, doc: 'Its source has failed it.' },
    ]),
  ],
  enable: (host, sites) => new StreamEnabling(host, sites),
};
