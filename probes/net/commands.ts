// hot path: see docs/hot-path.md
/**
 * What is written to a server that is no web server, and answered: commands of database drivers. A command is pending
 * until anything has been read after it; which of several an answer belongs to is not known, so it answers them all.
 */
import type { Host } from '../../wire/host.js';
import type { HookSet } from '../support/hooks.js';
import { sameShape } from '../support/replace.js';
import { symbolNamed } from '../support/stamp.js';
import type { NodeSocket } from './sockets.js';

/** Unanswered commands of one socket that are followed; more is an upload. */
const MOST_PENDING = 16;
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
  readonly read: number;

  constructor(socket: NodeSocket) {
    this.socket = new WeakRef(socket);
    this.read = socket.bytesRead;
  }
}

function unanswered(native: object): boolean {
  const { socket, read } = native as Command;
  const peer = socket.deref();
  return peer !== undefined && !peer.destroyed && peer.bytesRead === read;
}

class Talk {
  readonly label: string;
  pending: Command[] = [];

  constructor(label: string) {
    this.label = label;
  }
}

export class Commands {
  readonly #host: Host;
  /** undefined: no socket of this kind. */
  readonly #talks = new WeakMap<object, { readonly talk: Talk | undefined }>();

  constructor(host: Host) {
    this.#host = host;
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
      if (known === undefined) this.#talks.set(socket, (known = { talk: talkOf(socket as Peer) }));
      const { talk } = known;
      if (talk === undefined || this.#host.ownExecution()) return;
      talk.pending = talk.pending.filter(unanswered);
      if (talk.pending.length >= MOST_PENDING) return;
      const command = new Command(socket as NodeSocket);
      talk.pending.push(command);
      this.#host.graph?.started(command, {
        kind: 'query',
        label: talk.label,
        writes: !READS.test(textOf(chunk, this.#host.builtins.types)),
        alive: unanswered,
      });
    } catch (error) {
      this.#host.trouble('net', error);
    }
  }
}

/** A connection that the program has opened and talks over itself. */
function talkOf(socket: Peer): Talk | undefined {
  // Accepted; or HTTP of Node, of undici, or HTTP/2: they have providers of their own.
  if (socket.server !== undefined && socket.server !== null) return undefined;
  if ((socket._httpMessage ?? socket.parser ?? undefined) !== undefined) return undefined;
  for (const name of ['parser', 'kParser', 'kClient', 'client', 'session'])
    if (symbolNamed(socket, name) !== undefined) return undefined;
  const { remoteAddress, remotePort, connecting } = socket;
  // Pipes of this process and its children have no other side that is a server.
  if (remotePort !== undefined) return new Talk(`command to ${remoteAddress}:${remotePort}`);
  return connecting ? new Talk('command') : undefined;
}

/** The beginning of what is sent: it is looked at and not kept. */
function textOf(chunk: unknown, types: Host['builtins']['types']): string {
  if (typeof chunk === 'string') return chunk.slice(0, LOOKED_AT);
  return types.isUint8Array(chunk)
    ? Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(LOOKED_AT, chunk.byteLength)).toString('latin1')
    : '';
}
