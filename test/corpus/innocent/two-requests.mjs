// Two calls, one aborted.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
const a = new AbortController(),
  b = new AbortController();
const get = (s) =>
  fetch(`${upstream.url}/x`, { signal: s })
    .then((r) => r.text())
    .catch(() => {});
const _p = get(a.signal),
  q = get(b.signal);
await sleep(100);
a.abort();
await q;
upstream.close();
