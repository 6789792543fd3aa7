// The caller aborts a request that may be retried.
import { desc, load, serve, sleep, track, until, verdict } from '../lib.mjs';

const { createFetch } = await load('ohmyfetch');
const s = await serve(() => {});
let attempts = 0;
const $fetch = createFetch({
  fetch: (...a) => {
    attempts++;
    return fetch(...a);
  },
  Headers,
});
const ac = new AbortController();
const call = track($fetch(`${s.url}/slow`, { signal: ac.signal, retry: 3 }));
await until(() => s.seen.length);
await sleep(200);
ac.abort();
await until(() => call.settled, 3000);
verdict(attempts > 1, `${attempts - 1} attempts started after the abort; ${desc(call.err)}`);
