// The same with http.get and pipe.
// rule: unlinked-request
import http from 'node:http';
import { client, serve, sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
const srv = await serve((_q, r) => {
  const u = http.get(`${upstream.url}/p`, (x) => x.pipe(r));
  u.on('error', () => r.destroy());
  if (!guilty) r.on('close', () => u.destroy());
});
client(`${srv.url}/x`, 150);
await sleep(1900);
srv.s.close();
upstream.close();
