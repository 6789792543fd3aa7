// A hedged request aborts the loser.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
async function hedged() {
  const cs = [new AbortController(), new AbortController()];
  const r = await Promise.any([
    fetch(`${upstream.url}/slow`, { signal: cs[0].signal }),
    sleep(50).then(() => fetch(`${upstream.url}/fast`, { signal: cs[1].signal })),
  ]);
  cs[0].abort();
  return r.text();
}
await hedged();
await sleep(1500);
upstream.close();
