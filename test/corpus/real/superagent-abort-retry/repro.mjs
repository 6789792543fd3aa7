// A request that may be retried is aborted in flight: does its promise settle?
import { desc, req, serve, sleep, track, until, verdict } from '../lib.mjs';

const superagent = req('superagent');
const s = await serve(() => {});
const rq = superagent.get(`${s.url}/slow`).retry(2);
const call = track(rq.then((r) => r));
await until(() => s.seen.length);
await sleep(200);
rq.abort();
await sleep(3000);
verdict(
  !call.settled,
  call.settled
    ? `rejected: ${desc(call.err)}`
    : `promise pending 3 s after abort(); the server ${s.seen[0].gone ? 'was hung up on' : 'still serves'}; ${s.seen.length} requests`,
);
