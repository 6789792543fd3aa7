// A failure aborts its siblings.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
const c = new AbortController();
const bad = async () => {
  await sleep(50);
  throw new Error('x');
};
try {
  await Promise.all([
    fetch(`${upstream.url}/1`, { signal: c.signal }),
    fetch(`${upstream.url}/2`, { signal: c.signal }),
    bad(),
  ]);
} catch {
  c.abort();
}
await sleep(1500);
upstream.close();
