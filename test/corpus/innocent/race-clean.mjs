// A race whose timer is cleared.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
const c = new AbortController();
let t;
try {
  await Promise.race([
    fetch(`${upstream.url}/fast`).then((r) => r.text()),
    new Promise((_, j) => {
      t = setTimeout(() => j(new Error('t')), 2000);
    }),
  ]);
} finally {
  clearTimeout(t);
}
c.abort();
await sleep(1500);
upstream.close();
