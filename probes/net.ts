/** net: sockets: connections that the process opens, and those that it accepts; TLS and Unix sockets included. */
import type { Host, Sites } from '../wire/host.js';
import { Accepted } from './net/accepted.js';
import { Commands } from './net/commands.js';
import { SOCKET } from './net/records.js';
import { Sockets } from './net/sockets.js';
import type { Enabling, Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { HookSet } from './support/hooks.js';

const ARG = [record('socket', SOCKET)];

class NetEnabling implements Enabling {
  readonly #hooks = new HookSet();
  readonly #parts: readonly { update(hooks: HookSet): void }[];

  constructor(host: Host, sites: Sites) {
    const sockets = new Sockets(host, sites);
    this.#parts = [sockets, new Commands(host, sockets), new Accepted(host, sites, sockets)];
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
  notes: [
    'Sockets that connected or were accepted before the attach are not seen.',
    "Sockets of http, https and fetch are seen here as well as their requests there; the agent's own is left out.",
  ],
  example: 'net::connect:error { @["failed", args[0]->remote] = count(); }',
  feedsGraph: true,
  types: [SOCKET],
  probes: [
    ...probesOf('net', ['socket'], 'connect', [
      { name: 'start', args: ARG, doc: 'It begins to connect.' },
      { name: 'done', args: ARG, doc: 'It is connected; its listeners run next.' },
      { name: 'error', args: ARG, doc: 'It could not connect, or an error ended it.' },
    ]),
    ...probesOf('net', ['socket'], 'secure', [
      {
        name: 'done',
        args: ARG,
        doc: 'The TLS handshake of a socket that the process has connected is done.',
      },
    ]),
    ...probesOf('net', ['server'], 'listen', [{ name: 'done', args: ARG, doc: 'A server listens.' }]),
    ...probesOf('net', ['server'], 'accept', [
      { name: 'done', args: ARG, doc: 'A server has accepted a connection; the application gets it next.' },
    ]),
    ...probesOf('net', ['socket'], '', [
      { name: 'close', args: ARG, doc: 'A socket of either kind is closed.' },
    ]),
  ],
  enable: (host, sites) => new NetEnabling(host, sites),
};
