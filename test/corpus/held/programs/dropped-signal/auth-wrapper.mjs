// rule: dropped-signal
// Fetch wrappers, as in many API layers: one of them builds the request anew, without its signal.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();
const tokens = { current: async () => 'token-1' };

const withBase = (next, base) => (request) => next(new Request(new URL(request.path, base), request.init));

const withAuth = (next) => async (request) => {
  const headers = new Headers(request.headers);
  headers.set('authorization', `Bearer ${await tokens.current()}`);
  const { method, signal } = request;
  return next(new Request(request.url, guilty ? { method, headers } : { method, headers, signal }));
};

const withLog = (next) => async (request) => {
  const begun = performance.now();
  const response = await next(request);
  process.stderr.write(`${request.method} ${request.url} ${Math.round(performance.now() - begun)} ms\n`);
  return response;
};

const call = withBase(withLog(withAuth(fetch)), api.url);
const dialog = new AbortController();
call({ path: '/contacts?q=ann', init: { signal: dialog.signal } })
  .then((response) => response.json())
  .catch((error) => process.stderr.write(`${error.name}\n`));
await pause(200);
dialog.abort();
await pause(1400);
const { open } = api.calls[0];
verdict(
  open,
  `server's view 1.4 s after the abort: ${open ? 'still waiting for the answer' : 'peer is gone'}`,
);
api.close();
