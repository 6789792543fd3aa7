// A client leaves whose request fills the cache for another.
import { client, serve, sleep, slow } from '../lib.mjs';

const upstream = await slow();
let flight;
const srv = await serve(async (_q, r) => {
  flight ??= fetch(`${upstream.url}/fill`)
    .then((x) => x.text())
    .finally(() => (flight = undefined));
  r.end(await flight);
});
client(`${srv.url}/a`, 150);
const _q = client(`${srv.url}/a`);
await sleep(3500);
srv.s.close();
srv.s.closeAllConnections();
upstream.close();
