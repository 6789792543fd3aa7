import assert from 'node:assert/strict';
import fs, * as named from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { fs as provider } from '../../../probes/fs.js';
import { feed, shapes } from '../../support/feeding.js';

const FILE = process.execPath;

test('only what is enabled is replaced, looks the same, and is put back', async () => {
  const before = Object.getOwnPropertyDescriptors(fs);
  const looks = shapes(fs, fs.promises);
  const feeding = feed(provider, ['callback:stat:start', 'callback:stat:done', 'sync:stat:error'], false);
  assert.deepEqual(shapes(fs, fs.promises), looks, 'replacements look the same');
  assert.notEqual(fs.stat, before['stat']?.value);
  assert.notEqual(fs.statSync, before['statSync']?.value);
  assert.equal(fs.readFile, before['readFile']?.value, 'others are left alone');
  assert.equal(named.stat, fs.stat, 'named imports follow');
  await promisify(named.stat)(FILE);
  assert.deepEqual(feeding.fired(), ['callback:stat:start 0', 'callback:stat:done 0']);
  assert.throws(() => fs.statSync('/no/such/file'), { code: 'ENOENT' });
  assert.deepEqual(feeding.fired(), ['sync:stat:error 0']);
  assert.throws(() => (fs.stat as unknown as (path: string) => void)(FILE), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.deepEqual(feeding.fired(), [], 'a call that is refused is none');
  feeding.restore();
  assert.deepEqual(Object.getOwnPropertyDescriptors(fs), before);
  assert.equal(named.stat, fs.stat);
});

test('promises settle as they would, handles are followed', async () => {
  const before = fs.promises.stat;
  const feeding = feed(
    provider,
    ['promise:stat:done', 'promise:stat:error', 'promise:read:done', 'promise:open:done'],
    false,
  );
  assert.equal((await fs.promises.stat(FILE)).isFile(), true);
  await assert.rejects(fs.promises.stat('/no/such/file'), { code: 'ENOENT' });
  assert.deepEqual(feeding.fired(), ['promise:stat:done 0', 'promise:stat:error 0']);
  const handle = await fs.promises.open(FILE);
  const { bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
  await handle.close();
  assert.equal(bytesRead, 16);
  assert.deepEqual(feeding.fired(), ['promise:open:done 0', 'promise:read:done 16']);
  feeding.restore();
  assert.equal(fs.promises.stat, before);
  assert.equal(Object.hasOwn(Object.getPrototypeOf(handle), 'read'), true);
});
