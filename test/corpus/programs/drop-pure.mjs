// A helper is given a signal and never looks at it.
// rule: dropped-signal
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
async function load(url, { signal }) {
  return (await fetch(url, guilty ? {} : { signal })).text();
}
const c = new AbortController();
const _p = load(`${upstream.url}/a`, { signal: c.signal }).catch(() => {});
await sleep(100);
c.abort();
await sleep(1500);
upstream.close();
