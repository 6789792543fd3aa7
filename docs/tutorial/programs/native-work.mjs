// Four archives are packed, each as one job of libuv's thread pool, which has four threads. Their users leave after
// 200 ms. Meanwhile others read a small file, for which a thread is needed too.
// node native-work.mjs guilty|mended
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import { mended, percentile, print, sleep } from './peers.mjs';

const USERS = 4;
const CHUNK = 64 * 1024;
const data = Buffer.from(randomBytes(12e6).toString('base64'));
const counts = { 'archives for nobody': 0, 'archives cancelled': 0 };

async function guiltyPack(signal) {
  const left = once(signal, 'abort');
  const packed = promisify(gzip)(data, { level: 9 }).then(() => counts['archives for nobody']++);
  await Promise.race([packed, left]); // the promise is over, its thread is not
}

function* chunks() {
  for (let at = 0; at < data.length; at += CHUNK) yield data.subarray(at, at + CHUNK);
}

async function mendedPack(signal) {
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  await pipeline(Readable.from(chunks()), createGzip({ level: 9 }), sink, { signal }).then(
    () => counts['archives for nobody']++,
    () => counts['archives cancelled']++,
  );
}

async function user() {
  const leaves = new AbortController();
  setTimeout(() => leaves.abort(), 200);
  await (mended ? mendedPack : guiltyPack)(leaves.signal);
}

const reads = [];
let reading = true;
async function readers() {
  while (reading) {
    const start = performance.now();
    await readFile(import.meta.filename);
    reads.push(performance.now() - start);
    await sleep(20);
  }
}

const others = readers();
await Promise.all(Array.from({ length: USERS }, user));
await sleep(2000);
reading = false;
await others;
print(mended ? 'mended' : 'guilty', {
  'users that left': USERS,
  ...counts,
  'P50 of a small read': percentile(reads, 50),
  'longest small read': percentile(reads, 100),
});
