// The process exits right after the abort.
import { setTimeout as delay } from 'node:timers/promises';
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
const c = new AbortController();
const _p = fetch(`${upstream.url}/x`, { signal: c.signal }).catch(() => {});
const _q = delay(3000, undefined, { signal: c.signal }).catch(() => {});
await sleep(100);
c.abort();
process.exit(0);
upstream.close();
