// rule: shared-controller
// A cache of promises is filled with the first caller's signal.
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const upstream = await slow();
const cache = new Map();
function load(key, signal) {
  let p = cache.get(key);
  if (p === undefined) {
    p = fetch(`${upstream.url}/${key}`, guilty ? { signal } : {}).then((r) => r.text());
    cache.set(key, p);
    p.catch(() => cache.delete(key));
  }
  return Promise.race([
    p,
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
  ]);
}
async function page(signal) {
  return load('config', signal);
}
const a = new AbortController();
const b = new AbortController();
page(a.signal).catch(() => {});
page(b.signal).catch(() => {});
await sleep(150);
a.abort();
await sleep(3200);
upstream.close();
