// Clean-up with a limit of its own.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
const c = new AbortController();
async function t(signal) {
  try {
    await fetch(`${upstream.url}/x`, { signal });
  } finally {
    await fetch(`${upstream.url}/rel`, { signal: AbortSignal.timeout(200) }).catch(() => {});
  }
}
t(c.signal).catch(() => {});
await sleep(100);
c.abort();
await sleep(1500);
upstream.close();
