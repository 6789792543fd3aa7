// A heartbeat beside an aborted request.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
const hb = setInterval(() => {}, 100);
const c = new AbortController();
const p = fetch(`${upstream.url}/x`, { signal: c.signal }).catch(() => {});
await sleep(200);
c.abort();
await p;
await sleep(1500);
clearInterval(hb);
upstream.close();
