import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import crypto, * as named from 'node:crypto';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { crypto as provider } from '../../../probes/crypto.js';
import { feed, shapes } from '../../support/feeding.js';

const early = promisify(crypto.pbkdf2);

test('crypto: jobs start and end, however they are called', async () => {
  const descriptors = Object.getOwnPropertyDescriptors(crypto);
  const looks = shapes(crypto);
  const feeding = feed(provider, ['job:randomBytes:start', 'job:randomBytes:done']);
  assert.deepEqual(shapes(crypto), looks, 'replacements look the same');
  const context = new AsyncLocalStorage<string>();
  const calls: [string, (done: (...results: unknown[]) => void) => void][] = [
    ['pbkdf2', (done) => crypto.pbkdf2('p', 's', 1, 16, 'sha256', done)],
    ['scrypt', (done) => crypto.scrypt('p', 's', 16, { N: 2 }, done)],
    ['hkdf', (done) => named.hkdf('sha256', 'k', 's', 'i', 16, done)],
    ['randomBytes', (done) => named.randomBytes(33, done)],
    ['randomFill', (done) => crypto.randomFill(Buffer.alloc(7), done)],
    ['checkPrime', (done) => crypto.checkPrime(7n, done)],
    ['generatePrime', (done) => crypto.generatePrime(16, done)],
    ['generateKeyPair', (done) => crypto.generateKeyPair('ed25519', {}, done)],
    ['generateKey', (done) => crypto.generateKey('hmac', { length: 64 }, done)],
  ];
  for (const [label, call] of calls) {
    const seen = await context.run(
      label,
      () => new Promise((resolve) => call(() => resolve(context.getStore()))),
    );
    assert.equal(seen, label, 'the context of the callback is its own');
    assert.deepEqual(feeding.told(), [`started ${label}`, `ended ${label} false`]);
  }
  assert.deepEqual(feeding.fired(), ['job:randomBytes:start 0', 'job:randomBytes:done 33']);

  const pair = await promisify(crypto.generateKeyPair)('ed25519', {});
  assert.deepEqual(Object.keys(pair), ['publicKey', 'privateKey']);
  assert.deepEqual(feeding.told(), ['started generateKeyPair', 'ended generateKeyPair false']);

  await early('p', 's', 1, 16, 'sha256');
  assert.deepEqual(feeding.told(), ['started pbkdf2', 'ended pbkdf2 false'], 'through an early reference');

  crypto.randomBytes(4);
  crypto.pbkdf2Sync('p', 's', 1, 16, 'sha256');
  assert.throws(() => crypto.pbkdf2('p', 's', -1, 16, 'sha256', () => {}), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => (crypto.pbkdf2 as (...args: unknown[]) => void)('p'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.deepEqual(feeding.told(), [], 'what is synchronous or refused is no job');

  const callback = function (this: unknown, error: Error | null, bytes: Buffer) {
    results.push([error, bytes.length]);
  };
  const results: unknown[] = [];
  await new Promise((resolve) => {
    crypto.randomBytes(3, callback);
    crypto.randomBytes(3, resolve);
  });
  feeding.restore();
  assert.deepEqual(Object.getOwnPropertyDescriptors(crypto), descriptors);
  assert.equal(named.randomBytes, crypto.randomBytes, 'named imports are restored too');
});
