// The limit takes the place of the caller's signal.
// rule: dropped-signal
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
async function q(signal) {
  const t = AbortSignal.timeout(5000);
  const s = guilty ? t : AbortSignal.any([signal, t]);
  signal.throwIfAborted();
  return fetch(`${upstream.url}/s`, { signal: s });
}
const c = new AbortController();
q(c.signal).catch(() => {});
await sleep(100);
c.abort();
await sleep(1500);
upstream.close();
