// A limiter with a timer is made in the first call.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
class L {
  constructor() {
    this.t = setInterval(() => {}, 50);
  }
  async run(f, signal) {
    signal?.throwIfAborted();
    return f();
  }
  close() {
    clearInterval(this.t);
  }
}
let l;
async function h(signal) {
  l ??= new L();
  return l.run(() => fetch(`${upstream.url}/x`, { signal }), signal);
}
const c = new AbortController();
h(c.signal).catch(() => {});
await sleep(100);
c.abort();
await sleep(1500);
l.close();
upstream.close();
