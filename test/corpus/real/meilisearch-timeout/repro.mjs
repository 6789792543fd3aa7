// A search runs into the client's timeout: is the request given up too?
import { desc, load, serve, sleep, track, until, verdict } from '../lib.mjs';

const { MeiliSearch } = await load('meilisearch');
const s = await serve(() => {});
const client = new MeiliSearch({ host: s.url, timeout: 400 });
const call = track(client.index('movies').search('x'));
await until(() => call.settled, 3000);
await sleep(1200);
const [r] = s.seen;
verdict(
  !r.gone,
  `${desc(call.err)}; the server ${r.gone ? 'was hung up on' : 'still serves the request 1.2 s later'}`,
);
