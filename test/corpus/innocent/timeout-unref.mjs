// A timer that keeps nothing alive.
import { setTimeout as delay } from 'node:timers/promises';
import { sleep } from '../lib.mjs';

const c = new AbortController();
async function f(signal) {
  const t = setTimeout(() => {}, 5000);
  t.unref();
  await delay(3000, undefined, { signal }).catch(() => {});
}
f(c.signal);
await sleep(100);
c.abort();
await sleep(1500);
