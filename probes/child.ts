/** child: processes that this one starts without waiting for them: spawn, exec, execFile, fork. */
import type { Host, Sites } from '../wire/host.js';
import type { RecordType } from '../wire/probe.js';
import { Children } from './child/processes.js';
import type { Enabling, Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { HookSet } from './support/hooks.js';

const CHILD: RecordType = {
  name: 'child',
  doc: 'The child process.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its number: that of the cancel graph while that is on.' },
    { name: 'op', type: 'string', doc: 'spawn.' },
    { name: 'durationMs', type: 'int64', doc: 'ms since it began.', readsClock: true },
    { name: 'pid', type: 'int32', doc: 'Its process id; 0 when it was not started.' },
    {
      name: 'file',
      type: 'string',
      doc: 'The file that it runs; its arguments may hold secrets and are not shown.',
    },
    { name: 'code', type: 'int32', doc: 'Its exit code; -1 while it runs, or when a signal ended it.' },
    { name: 'signal', type: 'string', doc: 'The signal that ended it, or that it is sent; "" for none.' },
  ],
};
const ARG = [record('child', CHILD)];

class ChildEnabling implements Enabling {
  readonly #hooks = new HookSet();
  readonly #children: Children;

  constructor(host: Host, sites: Sites) {
    this.#children = new Children(host, sites);
  }

  update(): void {
    this.#children.update(this.#hooks);
  }
}

export const child: Provider = {
  name: 'child',
  doc: 'Child processes: spawn, exec, execFile, fork. The synchronous calls are not seen.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'The synchronous calls (spawnSync, execSync, execFileSync) are not seen, nor arguments: they may hold secrets.',
    'To trace the children themselves, add `--children`.',
  ],
  example: 'child::spawn:start { printf("%d %s\\n", args[0]->pid, args[0]->file); }',
  feedsGraph: true,
  types: [CHILD],
  probes: [
    ...probesOf('child', ['process'], 'spawn', [
      { name: 'start', args: ARG, doc: 'The process was started.' },
      { name: 'done', args: ARG, doc: 'It has ended, by itself or by a signal.' },
      { name: 'error', args: ARG, doc: 'It could not be started.' },
    ]),
    ...probesOf('child', ['process'], 'kill', [
      { name: 'start', args: ARG, doc: 'A signal is sent to it: kill(), an abort, a timeout.' },
    ]),
  ],
  enable: (host, sites) => new ChildEnabling(host, sites),
};
