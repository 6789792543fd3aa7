// hot path: see docs/hot-path.md
/**
 * What is written to a server that is no web server, and answered: commands of database drivers. A command is pending
 * until anything has been read after it; which of several an answer belongs to is not known, so it answers them all.
 */
import type { Host } from '../../wire/host.js';
import type { HookSet } from '../support/hooks.js';
import { sameShape } from '../support/replace.js';
import { symbolNamed } from '../support/stamp.js';
import type { NodeSocket } from './records.js';
import type { Sockets } from './sockets.js';

/** Commands without an answer on one socket; more shows that it only takes: an upload, a log, a bus. */
const MOST_PENDING = 4;
const LOOKED_AT = 160;
/** What asks and changes nothing, in SQL, Redis and others. */
const READS = /\b(select|show|explain|get|mget|hgetall|lrange|scan|keys|find|aggregate|count)\b/i;

type Peer = NodeSocket & {
  readonly server?: unknown;
  readonly _httpMessage?: unknown;
  readonly parser?: unknown;
};

class Command {
  readonly socket: WeakRef<NodeSocket>;
  readonly talk: Talk;
  readonly read: number;
  /** The activation that wrote it. */
  readonly by: number;

  constructor(socket: NodeSocket, talk: Talk, by: number) {
    this.socket = new WeakRef(socket);
    this.talk = talk;
    this.read = socket.bytesRead;
    this.by = by;
  }
}

/**
 * Nothing was read since, though the program reads; nor has it told the other side that it goes. Who greets and then
 * answers nothing takes messages, not commands.
 */
function unanswered(native: object): boolean {
  const { socket, talk, read } = native as Command;
  const peer = socket.deref();
  if (peer === undefined || peer.destroyed || peer.writableEnded || peer.bytesRead !== read) return false;
  if (peer.readableFlowing === null || talk.pending.length > MOST_PENDING) return false;
  return talk.answers || read === 0;
}

class Talk {
  readonly label: string;
  pending: Command[] = [];
  /** A command of it was answered. */
  answers = false;

  constructor(label: string) {
    this.label = label;
  }
}

export class Commands {
  readonly #host: Host;
  readonly #sockets: Sockets;
  /** undefined: no socket of this kind. */
  readonly #talks = new WeakMap<object, { readonly talk: Talk | undefined }>();

  constructor(host: Host, sockets: Sockets) {
    this.#host = host;
    this.#sockets = sockets;
  }

  update(hooks: HookSet): void {
    hooks.ensure('socket write', this.#host.graph !== undefined, () => this.#patchWrite());
  }

  #patchWrite(): () => void {
    const commands = this;
    const { Socket } = this.#host.builtins.net;
    return this.#host.patch.property('Socket.prototype.write', Socket.prototype, 'write', (old) => {
      const original = Socket.prototype.write as unknown as (...args: unknown[]) => unknown;
      const write = function (this: object, chunk: unknown): unknown {
        if (commands.#host.graph?.recording === true) commands.#written(this, chunk);
        return Reflect.apply(original, this, arguments);
      };
      return {
        ...(old ?? { configurable: true, enumerable: true, writable: true }),
        value: sameShape(write, original),
      };
    });
  }

  #written(socket: object, chunk: unknown): void {
    try {
      let known = this.#talks.get(socket);
      if (known === undefined) this.#talks.set(socket, (known = { talk: this.#talkOf(socket as Peer) }));
      const { talk } = known;
      if (talk === undefined || this.#host.busy() || this.#host.ownExecution()) return;
      this.#command(socket as NodeSocket, talk, chunk);
    } catch (error) {
      this.#host.trouble('net', error);
    }
  }

  #command(socket: NodeSocket, talk: Talk, chunk: unknown): void {
    const by = this.#host.builtins.asyncHooks.executionAsyncId();
    const last = talk.pending.at(-1);
    // A command may be written in pieces.
    if (last !== undefined && last.by === by && last.read === socket.bytesRead) return;
    if (last !== undefined && last.read !== socket.bytesRead) {
      talk.answers = true;
      talk.pending = [];
    }
    if (talk.pending.length > MOST_PENDING) return;
    const command = new Command(socket, talk, by);
    talk.pending.push(command);
    this.#host.graph?.started(command, {
      kind: 'query',
      label: talk.label,
      writes: !READS.test(textOf(chunk, this.#host.builtins.types)),
      alive: unanswered,
    });
  }

  /** A connection that the program has opened and talks over itself. */
  #talkOf(socket: Peer): Talk | undefined {
    const place = this.#sockets.placeOf(socket);
    if (place === '') return undefined;
    // Accepted; or HTTP of Node, of undici, or HTTP/2: they have providers of their own.
    if (socket.server !== undefined && socket.server !== null) return undefined;
    if ((socket._httpMessage ?? socket.parser ?? undefined) !== undefined) return undefined;
    for (const name of ['parser', 'kParser', 'kClient', 'client', 'session'])
      if (symbolNamed(socket, name) !== undefined) return undefined;
    if (place !== undefined) return new Talk(`command to ${place}`);
    // Connected before anybody looked. Pipes of this process and its children have no other side that is a server.
    const { remoteAddress, remotePort } = socket;
    return remotePort === undefined ? undefined : new Talk(`command to ${remoteAddress}:${remotePort}`);
  }
}

/** The beginning of what is sent: it is looked at and not kept. */
function textOf(chunk: unknown, types: Host['builtins']['types']): string {
  if (typeof chunk === 'string') return chunk.slice(0, LOOKED_AT);
  return types.isUint8Array(chunk)
    ? Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(LOOKED_AT, chunk.byteLength)).toString('latin1')
    : '';
}
