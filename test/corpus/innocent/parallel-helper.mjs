// Three calls of one helper, one aborted.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
async function load(id, signal) {
  const r = await fetch(`${upstream.url}/i${id}`, { signal });
  return r.text();
}
const cs = [1, 2, 3].map(() => new AbortController());
const ps = cs.map((c, i) => load(i, c.signal).catch(() => {}));
await sleep(100);
cs[1].abort();
await sleep(1500);
cs[0].abort();
cs[2].abort();
await Promise.all(ps);
upstream.close();
