// rule: cleanup-work
// or: masked-wait
// A failed or aborted order is rolled back by a request with core http, without time limit.
import http from 'node:http';
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();

function send(method, path, options = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(api.url + path, { method, ...options }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    request.on('error', reject);
    request.end();
  });
}

function placeOrder(order, signal) {
  return send('POST', `/fast/reserve/${order}`, { signal })
    .then(() => send('POST', `/charge/${order}`, { signal }))
    .catch((error) => {
      const limit = guilty ? {} : { signal: AbortSignal.timeout(150) };
      return send('POST', `/rollback/${order}`, limit).then(
        () => Promise.reject(error),
        () => Promise.reject(error),
      );
    });
}

const checkout = new AbortController();
const state = track(placeOrder('o-9', checkout.signal));
await pause(300);
checkout.abort();
await pause(1500);
const [rollback] = api.on('/rollback');
verdict(
  rollback.open,
  `rollback ${rollback.open ? 'hangs' : 'was given up'} 1.5 s after the abort; settled: ${state.at !== 0}`,
);
api.close();
