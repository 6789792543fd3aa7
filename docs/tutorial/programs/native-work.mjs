// Four users wait for a key that is derived from their password, and leave after 300 ms. A derivation takes a second of
// a thread of libuv's pool, which has four. Meanwhile others read a small file, for which a thread is needed too.
// node native-work.mjs guilty|mended
import { execFile } from 'node:child_process';
import { pbkdf2 } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { mended, percentile, print, sleep } from './peers.mjs';

const USERS = 4;
const ROUNDS = 2e6;
let derived = 0;

/** The promise is over when the signal fires; the thread works on. */
async function guiltyKey(password, signal) {
  const key = promisify(pbkdf2)(password, 'salt', ROUNDS, 64, 'sha512').then(() => derived++);
  await Promise.race([key, once(signal, 'abort')]);
}

/** What has to be stopped runs where it can be: a process can be killed, a thread of the pool cannot. */
async function mendedKey(password, signal) {
  const code = `require('node:crypto').pbkdf2Sync(process.argv[1], 'salt', ${ROUNDS}, 64, 'sha512')`;
  await promisify(execFile)(process.execPath, ['-e', code, password], { signal });
  derived++;
}

async function user(password) {
  const leaves = new AbortController();
  setTimeout(() => leaves.abort(), 300);
  await (mended ? mendedKey : guiltyKey)(password, leaves.signal).catch((error) => error);
}

const reads = [];
let reading = true;
async function readers() {
  while (reading) {
    const start = performance.now();
    await readFile(fileURLToPath(import.meta.url));
    reads.push(performance.now() - start);
    await sleep(20);
  }
}

const others = readers();
await Promise.all(Array.from({ length: USERS }, (_, number) => user(`password ${number}`)));
await sleep(2500);
reading = false;
await others;
print(mended ? 'mended' : 'guilty', {
  'users that left': USERS,
  'keys for nobody': derived,
  'P50 of a small read': percentile(reads, 50),
  'longest small read': percentile(reads, 100),
});
