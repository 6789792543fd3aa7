// The back-off between attempts is deaf to the abort.
// rule: masked-wait
import { setTimeout as delay } from 'node:timers/promises';
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
async function go(signal) {
  for (let i = 0; i < 5; i++) {
    try {
      return await fetch('http://127.0.0.1:1/', { signal });
    } catch (e) {
      if (signal.aborted) throw e;
      if (guilty) await sleep(2000);
      else await delay(2000, undefined, { signal });
    }
  }
}
const c = new AbortController();
go(c.signal).catch(() => {});
await sleep(200);
c.abort();
await sleep(2500);
