// rule: masked-wait
// A client of a package sleeps two seconds before it tries again; the sleep is deaf to the caller's signal.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const { RestClient } = await import(`../../vendor/mini-rest/${guilty ? '3.0.0' : '3.0.1'}.mjs`);
const api = await backend();
const client = new RestClient(api.url, { retries: 1 });
const form = new AbortController();
const saving = track(client.get('/busy/draft', { signal: form.signal }));
await pause(300);
const at = Date.now();
form.abort();
await pause(1400);
verdict(
  saving.at === 0,
  `1.4 s after the abort the caller ${saving.at === 0 ? 'still waits' : `was told after ${saving.at - at} ms`}`,
);
api.close();
