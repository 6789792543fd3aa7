// A loop that nobody tells.
// rule: swallowed-abort dropped-signal
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
async function poll(signal) {
  let n = 0;
  while (n++ < 12) {
    const r = await fetch(`${upstream.url}/fast`);
    await r.text();
    if (!guilty) signal.throwIfAborted();
    await sleep(150);
  }
}
const c = new AbortController();
const p = (async (signal) => {
  signal.addEventListener('abort', () => {}, { once: true });
  await poll(signal);
})(c.signal);
p.catch(() => {});
await sleep(300);
c.abort();
await sleep(1800);
upstream.close();
