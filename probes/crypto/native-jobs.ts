/**
 * Jobs that are given by no replaced function: through references of before the attach, promisified ones, and by
 * WebCrypto. Node assigns `ondone` to each asynchronous job, whose classes it does not export: a setter on the
 * prototype that all native resources share sees that.
 */
import type { Host } from '../../wire/host.js';
import type { Jobs } from '../support/jobs.js';
import type { AnyFunction } from '../support/replace.js';
import { hookBirth } from '../support/stamp.js';

const BY_CLASS: Readonly<Record<string, string>> = {
  PBKDF2Job: 'pbkdf2',
  ScryptJob: 'scrypt',
  HKDFJob: 'hkdf',
  RandomBytesJob: 'randomBytes',
  RandomPrimeJob: 'generatePrime',
  CheckPrimeJob: 'checkPrime',
  SecretKeyGenJob: 'generateKey',
  NidKeyPairGenJob: 'generateKeyPair',
  RsaKeyPairGenJob: 'generateKeyPair',
  DsaKeyPairGenJob: 'generateKeyPair',
  DhKeyPairGenJob: 'generateKeyPair',
  EcKeyPairGenJob: 'generateKeyPair',
  SignJob: 'sign',
  HmacJob: 'sign',
  HashJob: 'digest',
  AESCipherJob: 'cipher',
  RSACipherJob: 'cipher',
};

/** @returns the undo, or undefined, with trouble told, when this Node's native classes are others */
export function followJobs(host: Host, jobs: Jobs): (() => void) | undefined {
  const prototype = sharedPrototype(host);
  if (prototype === undefined) {
    host.trouble('crypto', new Error('this Node has no AsyncWrap'));
    return undefined;
  }
  const born = (job: { ondone: unknown; readonly constructor: { readonly name: string } }): void => {
    const op = BY_CLASS[job.constructor.name];
    if (op === undefined) return;
    jobs.adopt(op, job.ondone, (wrapper: AnyFunction) => {
      job.ondone = wrapper;
    });
  };
  return hookBirth(host.patch, 'birth of crypto jobs', prototype, 'ondone', born, () => {
    (Object.create(prototype) as { ondone: unknown }).ondone = undefined;
  });
}

/** AsyncWrap's, by the handle of a stream that is made for this and closed at once. */
function sharedPrototype(host: Host): object | undefined {
  return host.hidden(() => {
    const stream = host.builtins.zlib.createDeflateRaw();
    let at = (stream as unknown as { _handle: object | null })._handle;
    stream.close();
    while (at !== null && !Object.hasOwn(at, 'getAsyncId')) at = Object.getPrototypeOf(at) as object | null;
    return at ?? undefined;
  });
}
