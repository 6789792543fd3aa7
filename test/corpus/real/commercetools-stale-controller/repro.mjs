// The first attempt runs into the timeout and is retried; the server answers at once from the second on.
import { desc, req, serve, sleep, verdict } from '../lib.mjs';

const { createHttpMiddleware } = req('@commercetools/sdk-middleware-http');
const s = await serve((_rq, rs, _r, seen) => {
  if (seen.length > 1) {
    rs.setHeader('content-type', 'application/json');
    rs.end('{"ok":1}');
  }
});
let attempts = 0;
const middleware = createHttpMiddleware({
  host: s.url,
  timeout: 400,
  enableRetry: true,
  getAbortController: () => new AbortController(),
  retryConfig: { maxRetries: 3, retryDelay: 100, retryOnAbort: true },
  fetch: (...a) => {
    attempts++;
    return fetch(...a);
  },
});
const answer = await Promise.race([
  sleep(4000),
  new Promise((resolve) =>
    middleware((_, response) => resolve(response))(
      { uri: '/x', method: 'GET', headers: {} },
      { resolve() {}, reject() {} },
    ),
  ),
]);
verdict(
  attempts > 1 && s.seen.length < 2,
  `${attempts} attempts made, ${s.seen.length} reached the server; ${answer?.error ? desc(answer.error) : JSON.stringify(answer?.body)}`,
);
