// rule: swallowed-abort
// or: late-dispatch
// The catch treats AbortError like any other and tries the next mirror.
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const upstream = await slow();
async function download(signal) {
  for (const mirror of ['a', 'b', 'c', 'd']) {
    try {
      const r = await fetch(`${upstream.url}/${mirror}`, { signal });
      return await r.text();
    } catch (e) {
      if (!guilty && e.name === 'AbortError') throw e;
      await sleep(80);
    }
  }
}
const c = new AbortController();
download(c.signal).catch(() => {});
await sleep(150);
c.abort();
await sleep(1600);
upstream.close();
