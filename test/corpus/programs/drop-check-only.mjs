// It checks the signal at the start and does not pass it on.
// rule: dropped-signal
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
async function work(signal) {
  if (signal.aborted) throw signal.reason;
  const a = await fetch(`${upstream.url}/fast`);
  await a.text();
  const r = await fetch(`${upstream.url}/slow`, guilty ? {} : { signal });
  return r.text();
}
const c = new AbortController();
work(c.signal).catch(() => {});
await sleep(150);
c.abort();
await sleep(1500);
upstream.close();
