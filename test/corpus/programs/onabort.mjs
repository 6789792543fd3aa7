// Two requests share one onabort.
// rule: cut-dispatch
import http from 'node:http';
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
const c = new AbortController();
function one(p) {
  const q = http.get(upstream.url + p, (r) => r.resume());
  q.on('error', () => {});
  if (guilty) c.signal.onabort = () => q.destroy();
  else c.signal.addEventListener('abort', () => q.destroy());
}
one('/1');
one('/2');
await sleep(100);
c.abort();
await sleep(1500);
upstream.close();
