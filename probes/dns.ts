/** dns: look-ups of names and addresses, those that net and http make for a connection included. */
import type { Host, Sites } from '../wire/host.js';
import type { RecordType } from '../wire/probe.js';
import type { Enabling, Provider } from './provider.js';
import { CALL_MEMBERS, CallRecord, Calls } from './support/calls.js';
import { probesOf, record } from './support/define.js';
import { HookSet } from './support/hooks.js';

const LOOKUP: RecordType = {
  name: 'lookup',
  doc: 'The look-up.',
  integer: 'id',
  members: [
    ...CALL_MEMBERS,
    { name: 'name', type: 'string', doc: 'The host name, or the address that is looked up in reverse.' },
    { name: 'family', type: 'int32', doc: 'In done of lookup 4 or 6, that of the first address.' },
    { name: 'address', type: 'string', doc: 'In done the first address or record, where it is a text.' },
    { name: 'addresses', type: 'int32', doc: 'In done how many there are.' },
  ],
};
const ARG = [record('lookup', LOOKUP)];

const OPS = [
  'lookup',
  'lookupService',
  'resolve',
  'resolve4',
  'resolve6',
  'resolveAny',
  'resolveCaa',
  'resolveCname',
  'resolveMx',
  'resolveNaptr',
  'resolveNs',
  'resolvePtr',
  'resolveSoa',
  'resolveSrv',
  'resolveTxt',
  'reverse',
] as const;

class LookupRecord extends CallRecord {
  readonly name: string;
  family = 0;
  address = '';
  addresses = 0;

  constructor(host: Host, id: number, op: string, args: readonly unknown[]) {
    super(host, id, op);
    this.name = typeof args[0] === 'string' ? args[0] : '';
  }

  /** `address, family`; a list of either; or records, of which texts are shown. */
  take([found, family]: readonly unknown[]): void {
    const list = Array.isArray(found) ? (found as readonly unknown[]) : [found];
    this.addresses = list.length;
    const [first] = list;
    const isAddress = typeof first === 'object' && first !== null && 'address' in first;
    const { address, family: itsFamily } = isAddress
      ? (first as { address: unknown; family: unknown })
      : { address: first, family };
    this.address = typeof address === 'string' ? address : '';
    this.family = typeof itsFamily === 'number' ? itsFamily : 0;
  }
}

class DnsEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #calls: Calls;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#calls = new Calls(host, sites, 'dns', (id, op, args) => new LookupRecord(host, id, op, args));
  }

  update(): void {
    const { dns } = this.#host.builtins;
    for (const op of OPS) {
      const wanted = (form: string) => this.#sites.anyEnabled(form, op, '');
      this.#hooks.ensure(`callback ${op}`, wanted('callback'), () =>
        this.#calls.patch(
          'callback',
          [
            ['dns', dns],
            ['dns.Resolver.prototype', dns.Resolver.prototype],
          ],
          [op],
        ),
      );
      this.#hooks.ensure(`promise ${op}`, wanted('promise'), () =>
        this.#calls.patch(
          'promise',
          [
            ['dns.promises', dns.promises],
            ['dns.promises.Resolver.prototype', dns.promises.Resolver.prototype],
          ],
          [op],
        ),
      );
    }
  }
}

export const dns: Provider = {
  name: 'dns',
  doc: 'Look-ups of names and addresses: by the system (lookup), by a name server (resolve).',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'Functions that a program has taken off node:dns before the attach are not seen; look-ups of net, tls and http are, since Node takes lookup from there.',
    'lookup runs in the thread pool: its duration includes the wait for a free thread.',
    'A promise that is watched settles a microtask later than it would.',
  ],
  example: 'dns:::done { @[args[0]->name] = quantize(args[0]->durationMs); }',
  types: [LOOKUP],
  probes: OPS.flatMap((op) =>
    probesOf('dns', ['callback', 'promise'], op, [
      { name: 'start', args: ARG, doc: 'It has been asked for.' },
      { name: 'done', args: ARG, doc: 'It was found; the callback runs next.' },
      { name: 'error', args: ARG, doc: 'It was not; the callback runs next.' },
    ]),
  ),
  enable: (host, sites) => new DnsEnabling(host, sites),
};
