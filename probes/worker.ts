/** worker: worker threads, and the messages that are posted to them and answered. */
import type { Host, Sites } from '../wire/host.js';
import type { RecordType } from '../wire/probe.js';
import type { Enabling, Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { HookSet } from './support/hooks.js';
import { Ports } from './worker/ports.js';
import { Threads } from './worker/threads.js';

const THREAD: RecordType = {
  name: 'thread',
  doc: 'The worker thread.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its number: that of the cancel graph while that is on.' },
    { name: 'op', type: 'string', doc: 'run.' },
    { name: 'durationMs', type: 'int64', doc: 'ms since it began.', readsClock: true },
    { name: 'threadId', type: 'int32', doc: 'Its thread id: `tid` in its own probes.' },
    { name: 'code', type: 'int32', doc: 'Its exit code; -1 while it runs.' },
  ],
};
const MESSAGE: RecordType = {
  name: 'message',
  doc: 'A message to the other side of a port.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its number: that of the cancel graph while that is on.' },
    { name: 'op', type: 'string', doc: 'post.' },
    { name: 'durationMs', type: 'int64', doc: 'ms since it was posted.', readsClock: true },
    {
      name: 'pending',
      type: 'int32',
      doc: 'Messages of this port that are not answered, this one included.',
    },
  ],
};

class WorkerEnabling implements Enabling {
  readonly #hooks = new HookSet();
  readonly #ports: Ports;
  readonly #threads: Threads;

  constructor(host: Host, sites: Sites) {
    this.#ports = new Ports(host, sites);
    this.#threads = new Threads(host, sites, this.#ports);
  }

  update(): void {
    this.#ports.update(this.#hooks);
    this.#threads.update(this.#hooks);
  }
}

const threadArg = [record('thread', THREAD)];
const messageArg = [record('message', MESSAGE)];

export const worker: Provider = {
  name: 'worker',
  doc: 'Worker threads: their lives, the messages posted to them and the answers.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'Which message an answer belongs to is not known: it is taken to answer the oldest one that has no answer.',
    'What runs inside a worker is seen by the other providers without asking, `tid` tells the threads apart; `--no-workers` leaves them out.',
  ],
  example: 'worker:port:post:done { @[tid] = quantize(args[0]->durationMs); }',
  feedsGraph: true,
  types: [THREAD, MESSAGE],
  probes: [
    ...probesOf('worker', ['thread'], 'run', [
      { name: 'start', args: threadArg, doc: 'The thread was started.' },
      { name: 'done', args: threadArg, doc: 'It has ended, by itself or by terminate().' },
      { name: 'error', args: threadArg, doc: 'An error that nobody caught ends it.' },
    ]),
    ...probesOf('worker', ['port'], 'post', [
      { name: 'start', args: messageArg, doc: 'The message was posted.' },
      {
        name: 'done',
        args: messageArg,
        doc: 'A message came back. Which one it answers is not known: the oldest that is not answered.',
      },
      { name: 'error', args: messageArg, doc: 'The port was closed before an answer came.' },
    ]),
  ],
  enable: (host, sites) => new WorkerEnabling(host, sites),
};
