// Waiting for a slot is deaf to the abort.
// rule: masked-wait
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const _busy = true;
const q = [];
const acquire = (signal) =>
  new Promise((res, rej) => {
    q.push(res);
    if (!guilty) signal.addEventListener('abort', () => rej(signal.reason));
  });
async function job(signal) {
  signal.throwIfAborted();
  await acquire(signal);
  signal.throwIfAborted();
}
const c = new AbortController();
job(c.signal).catch(() => {});
await sleep(100);
c.abort();
setTimeout(() => q.shift()?.(), 1800);
await sleep(2300);
