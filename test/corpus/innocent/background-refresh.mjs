// A cache is refreshed on the side.
import { client, serve, sleep, slow } from '../lib.mjs';

const upstream = await slow();
const cache = { v: 1, at: 0 };
async function refresh() {
  const r = await fetch(`${upstream.url}/refresh`);
  cache.v = await r.text();
}
const srv = await serve(async (_q, r) => {
  refresh().catch(() => {});
  await sleep(300);
  if (!r.destroyed) r.end('cached');
});
client(`${srv.url}/c`, 100);
await sleep(3400);
srv.s.close();
upstream.close();
