/** net: sockets: connections that the process opens, and those that it accepts; TLS and Unix sockets included. */
import type { Host, Sites } from '../wire/host.js';
import type { RecordType } from '../wire/probe.js';
import { Accepted } from './net/accepted.js';
import { Commands } from './net/commands.js';
import { Sockets } from './net/sockets.js';
import type { Enabling, Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { HookSet } from './support/hooks.js';

const SOCKET: RecordType = {
  name: 'socket',
  doc: 'The socket.',
  integer: 'id',
  members: [
    { name: 'id', type: 'int64', doc: 'Its number: that of the cancel graph while that is on.' },
    { name: 'op', type: 'string', doc: 'connect or accept: how it came to be.' },
    { name: 'durationMs', type: 'int64', doc: 'ms since then.', readsClock: true },
    {
      name: 'remote',
      type: 'string',
      doc: 'Host or address of the other side, or the path of a Unix socket.',
    },
    { name: 'port', type: 'int32', doc: 'Port of the other side; 0 for a Unix socket.' },
    { name: 'bytesRead', type: 'int64', doc: 'Bytes that have come.' },
    { name: 'bytesWritten', type: 'int64', doc: 'Bytes that were written.' },
  ],
};
const ARG = [record('socket', SOCKET)];

class NetEnabling implements Enabling {
  readonly #hooks = new HookSet();
  readonly #parts: readonly { update(hooks: HookSet): void }[];

  constructor(host: Host, sites: Sites) {
    const sockets = new Sockets(host, sites);
    this.#parts = [sockets, new Commands(host), new Accepted(host, sites, sockets)];
  }

  update(): void {
    for (const part of this.#parts) part.update(this.#hooks);
  }
}

export const net: Provider = {
  name: 'net',
  doc: 'Sockets: those that the process connects, those that it accepts, and their ends.',
  stability: 'evolving',
  openness: 'listed',
  feedsGraph: true,
  types: [SOCKET],
  probes: [
    ...probesOf('net', ['socket'], 'connect', [
      { name: 'start', args: ARG, doc: 'It begins to connect.' },
      { name: 'done', args: ARG, doc: 'It is connected; its listeners run next.' },
      { name: 'error', args: ARG, doc: 'It could not connect, or an error ended it.' },
    ]),
    ...probesOf('net', ['server'], 'accept', [
      { name: 'done', args: ARG, doc: 'A server has accepted a connection; the application gets it next.' },
    ]),
    ...probesOf('net', ['socket'], '', [
      { name: 'close', args: ARG, doc: 'A socket of either kind is closed.' },
    ]),
  ],
  enable: (host, sites) => new NetEnabling(host, sites),
};
