// hot path: see docs/hot-path.md
/** The typed argument `socket`, and what of Node's objects it is read from. */
import type { Host } from '../../wire/host.js';
import type { RecordType } from '../../wire/probe.js';
import { OperationRecord } from '../support/jobs.js';

export const SOCKET: RecordType = {
  name: 'socket',
  doc: 'The socket, or the server that listens.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its number: that of the cancel graph while that is on.' },
    { name: 'op', type: 'string', doc: 'connect, accept or listen: how it came to be.' },
    { name: 'durationMs', type: 'int64', doc: 'ms since then.', readsClock: true },
    {
      name: 'remote',
      type: 'string',
      doc: 'Host or address of the other side, or the path of a Unix socket.',
    },
    { name: 'port', type: 'int32', doc: 'Port of the other side; 0 for a Unix socket.' },
    { name: 'local', type: 'string', doc: 'address:port of this side; empty before there is one.' },
    { name: 'family', type: 'string', doc: 'IPv4 or IPv6; empty for a Unix socket and before it is known.' },
    { name: 'bytesRead', type: 'int64', doc: 'Bytes that have come.' },
    { name: 'bytesWritten', type: 'int64', doc: 'Bytes that were written.' },
    { name: 'error', type: 'string', doc: 'Code of the error that it had: ECONNREFUSED; empty without.' },
  ],
};

/** Node's Socket, as far as we look at it. */
export type NodeSocket = {
  readonly connecting: boolean;
  readonly destroyed: boolean;
  readonly writableEnded: boolean;
  readonly readableEnded: boolean;
  readonly readableFlowing: boolean | null;
  readonly allowHalfOpen: boolean;
  readonly remoteAddress?: string;
  readonly remotePort?: number;
  readonly remoteFamily?: string;
  readonly localAddress?: string;
  readonly localPort?: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
};

export class SocketRecord extends OperationRecord {
  readonly remote: string;
  readonly port: number;
  readonly #socket: WeakRef<NodeSocket>;
  local = '';
  family = '';
  error = '';

  constructor(host: Host, id: number, op: string, socket: object, remote: string, port: number) {
    super(host, id, op, 0);
    this.remote = remote;
    this.port = port;
    this.#socket = new WeakRef(socket as NodeSocket);
  }

  get bytesRead(): number {
    return this.#socket.deref()?.bytesRead ?? 0;
  }

  get bytesWritten(): number {
    return this.#socket.deref()?.bytesWritten ?? 0;
  }

  /** Both sides are known; a closed socket knows them no longer. */
  connected({ remoteFamily, localAddress, localPort }: NodeSocket): void {
    this.listens(remoteFamily, localAddress, localPort);
  }

  listens(family: string | undefined, address: string | undefined, port: number | undefined): void {
    this.family = family ?? '';
    this.local = port === undefined ? (address ?? '') : `${address}:${port}`;
  }

  /** No getter of the application's runs. */
  failed(error: unknown): void {
    if (typeof error !== 'object' || error === null) return;
    const code: unknown = Object.getOwnPropertyDescriptor(error, 'code')?.value;
    this.error = typeof code === 'string' ? code : 'Error';
  }
}
