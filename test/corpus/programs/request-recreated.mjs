// A Request is made anew without its signal.
// rule: dropped-signal
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
const c = new AbortController();
const req = new Request(`${upstream.url}/q`, { signal: c.signal });
async function send(r) {
  const r2 = guilty ? new Request(r.url, { headers: r.headers }) : new Request(r, { headers: r.headers });
  return fetch(r2);
}
send(req).catch(() => {});
await sleep(100);
c.abort();
await sleep(1500);
upstream.close();
