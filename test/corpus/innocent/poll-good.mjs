// A loop that looks before each round.
import { setTimeout as delay } from 'node:timers/promises';
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
const c = new AbortController();
async function poll(signal) {
  while (!signal.aborted) {
    await (await fetch(`${upstream.url}/fast`, { signal })).text();
    await delay(100, undefined, { signal });
  }
}
poll(c.signal).catch(() => {});
await sleep(400);
c.abort();
await sleep(1500);
upstream.close();
