// One of two callers of one request gives up.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
let flight;
const get = () =>
  (flight ??= fetch(`${upstream.url}/fill`)
    .then((r) => r.text())
    .finally(() => (flight = undefined)));
async function caller(signal) {
  return Promise.race([
    get(),
    new Promise((_, j) => signal.addEventListener('abort', () => j(signal.reason), { once: true })),
  ]);
}
const a = new AbortController(),
  b = new AbortController();
const _p1 = caller(a.signal).catch(() => {});
const p2 = caller(b.signal).catch(() => {});
await sleep(100);
a.abort();
await sleep(1500);
await p2;
upstream.close();
