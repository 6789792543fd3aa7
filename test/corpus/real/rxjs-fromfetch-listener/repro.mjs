// fromFetch() with a signal of the caller's, subscribed to and completed many times.
import { listeners, req, serve, sleep, verdict } from '../lib.mjs';

const { fromFetch } = req('rxjs/fetch');
const s = await serve((_rq, rs) => rs.end('ok'));
const { signal } = new AbortController();
for (let i = 0; i < 15; i++) {
  const response = await fromFetch(`${s.url}/${i}`, { signal }).toPromise();
  await response.text();
}
await sleep(200);
const left = listeners(signal);
verdict(left >= 15, `${left} abort listeners left on the caller's signal after 15 completed requests`);
