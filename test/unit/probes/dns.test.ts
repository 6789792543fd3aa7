import assert from 'node:assert/strict';
import dns, * as named from 'node:dns';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { dns as provider } from '../../../probes/dns.js';
import { feed, shapes } from '../../support/feeding.js';

test('look-ups in both forms; only what is enabled is replaced, and put back', async () => {
  const before = Object.getOwnPropertyDescriptors(dns);
  const looks = shapes(dns, dns.promises, dns.Resolver.prototype);
  const feeding = feed(
    provider,
    ['callback:lookup:start', 'callback:lookup:done', 'promise:lookup:done', 'promise:lookup:error'],
    false,
  );
  assert.deepEqual(shapes(dns, dns.promises, dns.Resolver.prototype), looks);
  assert.equal(dns.resolve4, before['resolve4']?.value);
  assert.equal(named.lookup, dns.lookup);
  assert.deepEqual(await promisify(dns.lookup)('127.0.0.1'), { address: '127.0.0.1', family: 4 });
  assert.deepEqual(feeding.fired(), ['callback:lookup:start 0', 'callback:lookup:done 0']);
  assert.deepEqual(await dns.promises.lookup('127.0.0.1'), { address: '127.0.0.1', family: 4 });
  await assert.rejects(dns.promises.lookup('no such name'));
  assert.deepEqual(feeding.fired(), ['promise:lookup:done 0', 'promise:lookup:error 0']);
  feeding.restore();
  assert.deepEqual(Object.getOwnPropertyDescriptors(dns), before);
  assert.equal(named.lookup, dns.lookup);
});
