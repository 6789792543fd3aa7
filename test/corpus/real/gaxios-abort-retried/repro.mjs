// The caller aborts a request that may be retried.
import { desc, req, serve, sleep, track, until, verdict } from '../lib.mjs';

const { request } = req('gaxios');
const s = await serve(() => {});
const ac = new AbortController();
let retries = 0;
const call = track(
  request({
    url: `${s.url}/slow`,
    signal: ac.signal,
    retry: true,
    retryConfig: { retry: 3, noResponseRetries: 3, onRetryAttempt: () => retries++ },
  }),
);
await until(() => s.seen.length);
await sleep(200);
const at = Date.now();
ac.abort();
await until(() => call.settled, 6000);
verdict(
  retries > 0,
  `${retries} retries after the abort, settled ${call.at - at} ms after it; ${desc(call.err)}; ${s.seen.length} requests seen`,
);
