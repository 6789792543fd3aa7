/** crypto: asynchronous jobs: key derivation, key pairs, random bytes, primes, signatures. */
import type { Host, Sites } from '../wire/host.js';
import { followJobs } from './crypto/native-jobs.js';
import type { Enabling, Provider } from './provider.js';
import { probesOf, record } from './support/define.js';
import { HookSet } from './support/hooks.js';
import { byteLength, Jobs, operationType } from './support/jobs.js';

const TYPE = operationType(
  'cryptoJob',
  'The job.',
  'In start the bytes that are to be signed, verified or filled; in done those that were made; 0 when not known.',
);
const ARG = [record('job', TYPE)];

/** Of node:crypto, and two of WebCrypto. */
const OPS = [
  'pbkdf2',
  'scrypt',
  'hkdf',
  'generateKey',
  'generateKeyPair',
  'randomBytes',
  'randomFill',
  'generatePrime',
  'checkPrime',
  'sign',
  'verify',
  'digest',
  'cipher',
] as const;

class CryptoEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #jobs: Jobs;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    const { types } = host.builtins;
    this.#jobs = new Jobs(host, sites, 'crypto', (op, args) =>
      op === 'sign' || op === 'verify'
        ? byteLength(args[1], types)
        : op === 'randomFill'
          ? byteLength(args[0], types)
          : 0,
    );
  }

  update(): void {
    const wanted = this.#host.graph !== undefined || this.#sites.anyEnabled('', '', '');
    this.#hooks.ensure('functions', wanted, () =>
      this.#jobs.patch('crypto', this.#host.builtins.crypto, OPS),
    );
    this.#hooks.ensure('jobs', wanted, () => followJobs(this.#host, this.#jobs));
  }
}

export const crypto: Provider = {
  name: 'crypto',
  doc: 'Asynchronous jobs of node:crypto: keys, random bytes, primes, signatures.',
  stability: 'evolving',
  openness: 'listed',
  notes: [
    'Synchronous calls are not seen. Jobs of WebCrypto are seen as far as Node gives them the same way, which is until 22.',
  ],
  example: 'crypto:::done { @[probefunc] = quantize(args[0]->durationMs); }',
  feedsGraph: true,
  types: [TYPE],
  probes: OPS.flatMap((name) =>
    probesOf('crypto', ['job'], name, [
      { name: 'start', args: ARG, doc: 'The job was given to the thread pool.' },
      { name: 'done', args: ARG, doc: 'It has succeeded; its callback runs next.' },
      { name: 'error', args: ARG, doc: 'It has failed; its callback runs next.' },
    ]),
  ),
  enable: (host, sites) => new CryptoEnabling(host, sites),
};
