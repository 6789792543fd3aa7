// A write that must finish after the client has left.
import { client, serve, sleep, slow } from '../lib.mjs';

const upstream = await slow();
const srv = await serve(async (_q, r) => {
  await sleep(200);
  const p = fetch(`${upstream.url}/audit`, { method: 'POST', body: 'x' }).then((x) => x.text());
  if (!r.destroyed) r.end('ok');
  await p;
});
client(`${srv.url}/pay`, 100);
await sleep(3600);
srv.s.close();
upstream.close();
