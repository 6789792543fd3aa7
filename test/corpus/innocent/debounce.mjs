// A debounced write is armed in a call that is aborted.
import { setTimeout as delay } from 'node:timers/promises';
import { sleep } from '../lib.mjs';

let t;
const d = (f) => {
  clearTimeout(t);
  t = setTimeout(f, 2000);
};
const c = new AbortController();
async function on(signal) {
  signal.throwIfAborted();
  d(() => {});
  await delay(500, undefined, { signal });
}
on(c.signal).catch(() => {});
await sleep(100);
c.abort();
await sleep(2200);
