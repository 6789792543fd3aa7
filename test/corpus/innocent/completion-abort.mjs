// The request's controller is aborted when all is done.
import { serve, sleep, slow } from '../lib.mjs';

const upstream = await slow();
const srv = await serve(async (_q, r) => {
  const c = new AbortController();
  r.on('close', () => c.abort());
  const u = await fetch(`${upstream.url}/fast`, { signal: c.signal });
  r.end(await u.text());
});
for (let i = 0; i < 5; i++) await (await fetch(`${srv.url}/x`)).text();
await sleep(1500);
srv.s.close();
srv.s.closeAllConnections();
upstream.close();
