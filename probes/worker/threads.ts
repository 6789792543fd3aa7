// hot path: see docs/hot-path.md
/** Worker threads: Node's channel tells of each while it is made, `emit` how it ended. */
import type { Frame, Host, Sites } from '../../wire/host.js';
import { patchEmit } from '../support/emit.js';
import type { HookSet } from '../support/hooks.js';
import { OperationRecord, type OperationSites, operationSites } from '../support/jobs.js';
import { symbolNamed } from '../support/stamp.js';
import type { Ports } from './ports.js';

const CHANNEL = 'worker_threads';

/** The typed argument `thread`. */
class ThreadRecord extends OperationRecord {
  readonly threadId: number;
  code = -1;

  constructor(host: Host, id: number, threadId: number) {
    super(host, id, 'run', 0);
    this.threadId = threadId;
  }
}

export class Threads {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #ports: Ports;
  readonly #at: OperationSites;
  readonly #records = new WeakMap<object, ThreadRecord>();
  #probed = false;
  #ids = 0;

  constructor(host: Host, sites: Sites, ports: Ports) {
    this.#host = host;
    this.#sites = sites;
    this.#ports = ports;
    this.#at = operationSites(sites, 'thread', 'run');
  }

  update(hooks: HookSet): void {
    this.#probed = this.#sites.anyEnabled('thread', '', '');
    const wanted = this.#host.graph !== undefined || this.#probed;
    const { Worker } = this.#host.builtins.workerThreads;
    hooks.ensure('threads', wanted, () => this.#subscribe());
    hooks.ensure('thread emit', wanted, () =>
      patchEmit(this.#host, 'Worker', Worker.prototype, 'exit', this.#emitted),
    );
  }

  #subscribe(): () => void {
    const { channels } = this.#host.builtins;
    const onMade = (message: unknown): void => this.#made((message as { worker: object }).worker);
    channels.subscribe(CHANNEL, onMade);
    return this.#host.patch.action(`channel ${CHANNEL}`, () => channels.unsubscribe(CHANNEL, onMade));
  }

  #made(worker: object): void {
    const { graph } = this.#host;
    if (this.#host.busy()) return;
    try {
      const port = partOf(worker, 'kPublicPort');
      if (port !== undefined) this.#ports.belong(worker, port, partOf(worker, 'kPort'));
      if (graph?.recording === true) graph.started(worker, { kind: 'worker', label: 'new Worker' });
      if (!this.#probed) return;
      const { threadId } = worker as { readonly threadId: number };
      const record = new ThreadRecord(this.#host, graph?.idOf(worker) ?? ++this.#ids, threadId);
      this.#records.set(worker, record);
      record.fire(this.#at.start, true);
    } catch (error) {
      this.#host.trouble('worker', error);
    }
  }

  readonly #emitted = (worker: object, name: unknown, args: IArguments): Frame | undefined => {
    if (name !== 'exit' && name !== 'error') return undefined;
    try {
      this.#host.graph?.ended(worker, name === 'error' || args[1] !== 0);
      const record = this.#records.get(worker);
      if (record === undefined || this.#host.busy()) return undefined;
      if (name === 'error') {
        record.fire(this.#at.error);
        return record.frame;
      }
      this.#records.delete(worker);
      record.code = typeof args[1] === 'number' ? args[1] : -1;
      record.fire(this.#at.done);
      return record.frame;
    } catch (error) {
      this.#host.trouble('worker', error);
      return undefined;
    }
  };
}

/** An own object of Node's under a symbol of its own. */
function partOf(worker: object, name: string): object | undefined {
  const key = symbolNamed(worker, name);
  const found: unknown = key === undefined ? undefined : (worker as Record<symbol, unknown>)[key];
  return typeof found === 'object' && found !== null ? found : undefined;
}
