// rule: cut-dispatch
// Two owners, one callback: the first owner's abort listener tidies up and takes the shared one off before it ran.
import http from 'node:http';
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const upstream = await slow();
const requests = [];
function cancelAll() {
  for (const r of requests) r.destroy();
}
function open(path) {
  const r = http.get(upstream.url + path, (x) => x.resume());
  r.on('error', () => {});
  requests.push(r);
  return r;
}
function first(signal) {
  const r = open('/a');
  signal.addEventListener('abort', () => {
    r.destroy();
    if (guilty) signal.removeEventListener('abort', cancelAll);
  });
  signal.addEventListener('abort', cancelAll);
}
function second(signal) {
  open('/b');
  signal.addEventListener('abort', cancelAll);
}
const c = new AbortController();
first(c.signal);
second(c.signal);
await sleep(100);
c.abort();
await sleep(1500);
upstream.close();
