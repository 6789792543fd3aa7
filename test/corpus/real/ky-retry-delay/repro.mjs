// The caller aborts while ky waits for Retry-After.
import { desc, load, serve, sleep, track, until, verdict } from '../lib.mjs';

const ky = (await load('ky')).default;
const s = await serve((_rq, rs) => {
  rs.statusCode = 503;
  rs.setHeader('retry-after', '3');
  rs.end('busy');
});
const ac = new AbortController();
const call = track(ky(`${s.url}/x`, { signal: ac.signal, retry: 2, timeout: 20_000 }).text());
await until(() => s.seen[0]?.ended);
await sleep(300);
const at = Date.now();
ac.abort();
await until(() => call.settled, 4000);
const late = call.settled ? call.at - at : Infinity;
verdict(
  late > 600,
  `settled ${late} ms after the abort (Retry-After 3 s), ${desc(call.err)}; ${s.seen.length} requests`,
);
