// A loop that catches the abort as any other error.
// rule: swallowed-abort
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
async function loop(signal) {
  for (let i = 0; i < 14; i++) {
    try {
      const r = await fetch(`${upstream.url}/fast`, { signal });
      await r.text();
    } catch (_e) {
      if (!guilty && signal.aborted) return;
    }
    await sleep(100);
  }
}
const c = new AbortController();
loop(c.signal);
await sleep(250);
c.abort();
await sleep(1800);
upstream.close();
