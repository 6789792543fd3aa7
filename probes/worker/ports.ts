// hot path: see docs/hot-path.md
/**
 * Messages over ports, those of worker threads included: Worker.postMessage goes through a port as well. Who speaks
 * first on a port asks, the other side answers: what an asking side has posted is a job until a message comes back.
 */
import type { Host, Sites } from '../../wire/host.js';
import type { HookSet } from '../support/hooks.js';
import { OperationRecord, type OperationSites, operationSites } from '../support/jobs.js';
import { replaceMethod, shadowMethod } from '../support/replace.js';
import { symbolNamed } from '../support/stamp.js';

/** Not answered, of one port. */
const MOST_PENDING = 64;
/** As many without any answer: a log, not a question. */
const UNANSWERED = 2;

/** Types of Node's own messages between a thread and its maker. */
const NODES_OWN: ReadonlySet<string> = new Set([
  'loadScript',
  'upAndRunning',
  'stdioPayload',
  'stdioWantsMoreData',
  'errorMessage',
  'couldNotSerializeError',
]);

class Port {
  /** The other side spoke first: what we post is its answer. */
  answers = false;
  posted = 0;
  answered = 0;
  readonly pending: Post[] = [];
  /** The worker whose port it is. */
  worker: WeakRef<object> | undefined;
}

class Post {
  readonly port: Port;
  record: MessageRecord | undefined;

  constructor(port: Port) {
    this.port = port;
  }
}

/** The typed argument `message`. */
class MessageRecord extends OperationRecord {
  pending: number;

  constructor(host: Host, id: number, pending: number) {
    super(host, id, 'post', 0);
    this.pending = pending;
  }
}

function alive(native: object): boolean {
  const { port } = native as Post;
  return port.answered > 0 || port.posted <= UNANSWERED;
}

export class Ports {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #at: OperationSites;
  readonly #ports = new WeakMap<object, Port>();
  /** Of Node itself. */
  readonly #ignored = new WeakSet<object>();
  #probed = false;
  #ids = 0;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#at = operationSites(sites, 'port', 'post');
    const { parentPort } = host.builtins.workerThreads;
    if (parentPort !== null) this.#of(parentPort).answers = true;
  }

  update(hooks: HookSet): void {
    this.#probed = this.#sites.anyEnabled('port', '', '');
    const wanted = this.#host.graph !== undefined || this.#probed;
    const { prototype } = this.#host.builtins.workerThreads.MessagePort;
    const ports = this;
    hooks.ensure('postMessage', wanted, () =>
      replaceMethod(
        this.#host.patch,
        'MessagePort.prototype.postMessage',
        prototype,
        'postMessage',
        (original) => ({
          postMessage(this: object): unknown {
            const result = Reflect.apply(original, this, arguments);
            ports.#posted(this, arguments[0]);
            return result;
          },
        }),
      ),
    );
    hooks.ensure('dispatch', wanted, () =>
      shadowMethod(
        this.#host,
        'worker',
        prototype,
        'dispatch of ports',
        symbolNamed(prototype, 'kHybridDispatch'),
        (original) =>
          function (this: object, _value: unknown, type: unknown): unknown {
            if (type === 'message') ports.#received(this);
            else if (type === 'close') ports.#closed(this);
            return Reflect.apply(original, this, arguments);
          },
      ),
    );
  }

  /** A worker's own ports. @param control what Node itself talks over */
  belong(worker: object, port: object, control: object | undefined): void {
    this.#of(port).worker = new WeakRef(worker);
    if (control === undefined) return;
    this.#end(this.#ports.get(control));
    this.#ignored.add(control);
  }

  #of(native: object): Port {
    let port = this.#ports.get(native);
    if (port === undefined) this.#ports.set(native, (port = new Port()));
    return port;
  }

  #posted(native: object, message: unknown): void {
    const { graph } = this.#host;
    if (this.#host.busy() || this.#ignored.has(native)) return;
    try {
      const port = this.#of(native);
      if (++port.posted === 1 && this.#isNodes(message)) return void this.#ignored.add(native);
      this.#busyNow(port);
      if (port.answers) return;
      const post = new Post(port);
      if (port.pending.length >= MOST_PENDING) this.#done(port.pending.shift(), 'error');
      port.pending.push(post);
      if (graph?.recording === true) graph.started(post, { kind: 'worker', label: 'postMessage', alive });
      if (!this.#probed) return;
      post.record = new MessageRecord(this.#host, graph?.idOf(post) ?? ++this.#ids, port.pending.length);
      post.record.fire(this.#at.start, true);
    } catch (error) {
      this.#host.trouble('worker', error);
    }
  }

  /** Between a thread and its maker Node talks over a port of its own. */
  #isNodes(message: unknown): boolean {
    if (typeof message !== 'object' || message === null || this.#host.builtins.types.isProxy(message))
      return false;
    const type: unknown = Object.getOwnPropertyDescriptor(message, 'type')?.value;
    return typeof type === 'string' && NODES_OWN.has(type);
  }

  #received(native: object): void {
    if (this.#host.busy() || this.#ignored.has(native)) return;
    try {
      const port = this.#of(native);
      if (port.posted === 0) port.answers = true;
      port.answered++;
      this.#busyNow(port);
      this.#done(port.pending.shift(), 'done');
    } catch (error) {
      this.#host.trouble('worker', error);
    }
  }

  /** A thread that is spoken to is no job itself: it serves. One that only speaks tells how far it is. */
  #busyNow({ worker, posted }: Port): void {
    const thread = worker?.deref();
    if (thread === undefined) return;
    if (posted === 0) this.#host.graph?.answered(thread);
    else this.#host.graph?.ended(thread, false);
  }

  #closed(native: object): void {
    try {
      this.#end(this.#ports.get(native));
    } catch (error) {
      this.#host.trouble('worker', error);
    }
  }

  #end(port: Port | undefined): void {
    for (const post of port?.pending.splice(0) ?? []) this.#done(post, 'error');
  }

  #done(post: Post | undefined, how: 'done' | 'error'): void {
    if (post === undefined) return;
    this.#host.graph?.ended(post, how === 'error');
    const { record } = post;
    if (record === undefined) return;
    record.pending = post.port.pending.length + 1;
    record.fire(this.#at[how]);
    if (record.frame !== undefined) this.#host.frames.end(record.frame);
  }
}
