// A request with a long timeout is aborted: does its timer go too?
import { req, serve, sleep, until, verdict } from '../lib.mjs';

const { http } = req('follow-redirects');
const s = await serve(() => {});
let fired = 0;
const rq = http.get(`${s.url}/slow`, () => {});
rq.on('error', () => {});
rq.setTimeout(1500, () => fired++);
await until(() => s.seen.length);
await sleep(200);
rq.abort();
await until(() => s.seen[0].gone);
const timers = process.getActiveResourcesInfo().filter((x) => x === 'Timeout').length;
await sleep(2000);
verdict(
  fired > 0,
  `request gone at the server; its 1500 ms timer ${fired ? 'fired after the abort' : 'was cleared'} (${timers} timers active then)`,
);
