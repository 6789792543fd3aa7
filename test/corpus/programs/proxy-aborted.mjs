// It listens for 'aborted', which is silent once the body was read.
// rule: unlinked-request
import { client, serve, sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
const srv = await serve(async (q, r) => {
  q.resume();
  const c = new AbortController();
  if (guilty) q.on('aborted', () => c.abort());
  else
    r.on('close', () => {
      if (!r.writableEnded) c.abort();
    });
  await new Promise((x) => q.on('end', x));
  try {
    const u = await fetch(`${upstream.url}/p`, { signal: c.signal });
    r.end(await u.text());
  } catch {
    r.destroy();
  }
});
client(`${srv.url}/x`, 150);
await sleep(1900);
srv.s.close();
upstream.close();
