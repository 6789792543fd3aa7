import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { promisify } from 'node:util';
import zlib, * as named from 'node:zlib';
import { zlib as provider } from '../../../probes/zlib.js';
import { feed, shapes } from '../../support/feeding.js';

const base = Object.getPrototypeOf(
  Object.getPrototypeOf((zlib as unknown as { Gzip: { prototype: object } }).Gzip.prototype),
) as object;
const early = zlib.gunzip;

test('zlib: jobs', async () => {
  const before = [zlib, base].map((each) => Object.getOwnPropertyDescriptors(each));
  const looks = shapes(zlib);
  const feeding = feed(provider, [
    'job:gzip:start',
    'job:gzip:done',
    'job:gunzip:error',
    'stream:gzip:start',
  ]);
  assert.deepEqual(shapes(zlib), looks, 'replacements look the same');
  const zipped = await promisify(zlib.gzip)('hello');
  await promisify(named.gunzip)(zipped);
  await promisify(zlib.brotliCompress)('hello');
  assert.deepEqual(feeding.told(), [
    'started gzip',
    'ended gzip false',
    'started gunzip',
    'ended gunzip false',
    'started brotliCompress',
    'ended brotliCompress false',
  ]);
  assert.deepEqual(feeding.fired(), ['job:gzip:start 5', `job:gzip:done ${zipped.length}`]);
  await assert.rejects(promisify(zlib.gunzip)(Buffer.from('this is not it')), { code: 'Z_DATA_ERROR' });
  assert.ok(feeding.told().includes('ended gunzip true'));
  assert.deepEqual(feeding.fired(), ['job:gunzip:error 14']);
  await new Promise((resolve) => early(zipped, resolve));
  assert.equal(feeding.told()[0], 'started gunzip stream', 'an early reference shows as a stream');
  feeding.restore();
  assert.deepEqual(
    [zlib, base].map((each) => Object.getOwnPropertyDescriptors(each)),
    before,
  );
  assert.equal(named.gzip, zlib.gzip, 'named imports are restored too');
});

test('zlib: streams', async () => {
  const plain = Object.keys(zlib.createGzip());
  const feeding = feed(provider, ['stream:gzip:start', 'stream:gzip:done', 'stream:gunzip:error']);
  const gzip = zlib.createGzip();
  assert.deepEqual(Object.keys(gzip), plain, 'a stream has the properties that it had');
  assert.equal(Object.hasOwn(gzip, 'emit'), false);
  assert.deepEqual(feeding.told(), ['started gzip stream']);
  const { holder, alive, kind } = feeding.facts.get(gzip) ?? assert.fail('no facts');
  assert.deepEqual([kind, holder, alive?.(gzip)], ['stream', true, true]);
  gzip.end('hello').resume();
  await once(gzip, 'close');
  assert.equal(alive?.(gzip), false);
  assert.deepEqual(feeding.told(), ['moved gzip stream 5', 'ended gzip stream false']);
  assert.deepEqual(feeding.fired(), ['stream:gzip:start 0', 'stream:gzip:done 5']);

  const gunzip = zlib.createGunzip().on('error', () => {});
  gunzip.end('this is not it').resume();
  await new Promise((resolve) => gunzip.once('close', resolve));
  assert.deepEqual(feeding.told(), [
    'started gunzip stream',
    'moved gunzip stream 14',
    'ended gunzip stream true',
  ]);
  assert.equal(feeding.fired().length, 1);
  feeding.restore();
});
