// Work after the response that somebody awaits.
import { client, serve, sleep, slow } from '../lib.mjs';

const upstream = await slow();
const jobs = [];
const srv = await serve((_q, r) => {
  r.end('ok');
  jobs.push(fetch(`${upstream.url}/fast`).then((x) => x.text()));
});
client(`${srv.url}/a`);
await sleep(300);
await Promise.all(jobs);
await sleep(1200);
srv.s.close();
srv.s.closeAllConnections();
upstream.close();
