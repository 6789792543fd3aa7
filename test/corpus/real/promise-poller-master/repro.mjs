// A poll with a long master timeout succeeds at once: what keeps the process alive?
import { req, serve, sleep, verdict } from '../lib.mjs';

const poller = req('promise-poller').default;
const s = await serve((rq, rs) => rs.end('done'));
const timers = () => process.getActiveResourcesInfo().filter((x) => x === 'Timeout').length;
const before = timers();
await poller({ taskFn: () => fetch(s.url).then((r) => r.text()), interval: 20, retries: 3, masterTimeout: 60_000 });
await sleep(300);
const after = timers();
verdict(after > before, `${after - before} timers of the poll still armed after it resolved (master timeout 60 s)`);
