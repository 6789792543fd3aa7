// An interval for all begins in the first request.
import { client, serve, sleep } from '../lib.mjs';

let t;
const srv = await serve(async (_q, r) => {
  t ??= setInterval(() => {}, 100);
  await sleep(300);
  if (!r.destroyed) r.end('x');
});
client(srv.url, 100);
await sleep(2000);
clearInterval(t);
srv.s.close();
