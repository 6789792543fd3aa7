// Clean-up work without a limit.
// rule: cleanup-work
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
async function task(signal) {
  try {
    await fetch(`${upstream.url}/t`, { signal });
  } finally {
    await fetch(`${upstream.url}/release`, guilty ? {} : { signal: AbortSignal.timeout(300) }).catch(
      () => {},
    );
  }
}
const c = new AbortController();
task(c.signal).catch(() => {});
await sleep(100);
c.abort();
await sleep(1800);
upstream.close();
