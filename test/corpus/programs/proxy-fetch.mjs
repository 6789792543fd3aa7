// A proxy goes on asking upstream when its client has left.
// rule: unlinked-request
import { client, serve, sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
const srv = await serve(async (_q, r) => {
  const c = new AbortController();
  if (!guilty) r.on('close', () => c.abort());
  try {
    const u = await fetch(`${upstream.url}/p`, { signal: c.signal });
    r.end(await u.text());
  } catch {
    r.destroy();
  }
});
client(`${srv.url}/orders/1`, 150);
await sleep(1900);
srv.s.close();
upstream.close();
