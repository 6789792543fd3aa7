/**
 * What the programs look at from outside: a backend that keeps books, visitors that hang up, the verdict.
 * The backend itself loses nothing: when a peer leaves, it stops the answer it was preparing.
 */
import http from 'node:http';

export const guilty = process.argv[2] === 'guilty';
export const mended = !guilty;

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Prints the truth line. The process then ends by itself, as its work ends. */
export const verdict = (lost, evidence) => console.log(JSON.stringify({ lost, evidence }));

/** @returns the server's base url */
export function listen(server) {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)),
  );
}

/**
 * A service on the loopback. /fast answers at once, /busy with 503, /drip with a chunk each 50 ms for 2.5 s,
 * /denied with 403, everything else after `?ms=` (default 2500).
 * `calls`: {method, url, at, bytes, goneAt, doneAt, open}, one per request, in order of arrival.
 */
export async function backend() {
  const calls = [];
  const server = http.createServer((request, response) => {
    const call = book(request, response);
    calls.push(call);
    answer(new URL(request.url, 'http://backend'), response);
  });
  const url = await listen(server);
  const on = (path) => calls.filter((call) => call.url.startsWith(path));
  return { url, calls, on, since: (at) => calls.filter((call) => call.at > at), close: () => server.close() };
}

function book(request, response) {
  const call = { method: request.method, url: request.url, at: Date.now(), bytes: 0, goneAt: 0, doneAt: 0 };
  Object.defineProperty(call, 'open', { get: () => call.goneAt === 0 && call.doneAt === 0 });
  request.on('error', () => {});
  request.on('data', (chunk) => {
    call.bytes += chunk.length;
  });
  response.on('finish', () => {
    call.doneAt = Date.now();
  });
  response.on('close', () => {
    if (call.doneAt === 0) call.goneAt = Date.now();
  });
  return call;
}

function answer(url, response) {
  const path = url.pathname;
  if (path.startsWith('/fast')) return response.end(JSON.stringify({ ok: true, path }));
  if (path.startsWith('/denied')) return response.writeHead(403).end('{"error":"denied"}');
  if (path.startsWith('/busy')) return response.writeHead(503, { 'retry-after': '2' }).end('busy');
  if (path.startsWith('/drip')) return drip(response);
  const timer = setTimeout(() => response.end('{"late":true}'), Number(url.searchParams.get('ms') ?? 2500));
  response.on('close', () => clearTimeout(timer));
}

function drip(response) {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  let line = 0;
  const timer = setInterval(() => {
    if (line++ < 50) return response.write(`{"line":${line},"pad":"${'.'.repeat(200)}"}\n`);
    clearInterval(timer);
    response.end();
  }, 50);
  response.on('close', () => clearInterval(timer));
}

/** One HTTP/1 visitor. Hangs up after `leaveAfter` ms when given. @returns {leftAt, status, bytes} at its end */
export function visit(url, { leaveAfter, method = 'GET', headers, body, onStart } = {}) {
  return new Promise((resolve) => {
    const seen = { leftAt: 0, status: 0, bytes: 0 };
    const request = http.request(url, { method, headers, agent: false });
    request.on('error', () => {});
    request.on('response', (response) => {
      seen.status = response.statusCode;
      response.on('error', () => {});
      response.on('data', (chunk) => {
        seen.bytes += chunk.length;
      });
    });
    request.on('close', () => resolve(seen));
    if (onStart) onStart(request);
    else request.end(body);
    if (leaveAfter !== undefined)
      setTimeout(() => {
        seen.leftAt = Date.now();
        request.destroy();
      }, leaveAfter);
  });
}

/** When a promise settled: {at, ok, value, error}; `at` is 0 as long as it is pending. */
export function track(promise) {
  const state = { at: 0, ok: false, value: undefined, error: undefined };
  promise.then(
    (value) => Object.assign(state, { at: Date.now(), ok: true, value }),
    (error) => Object.assign(state, { at: Date.now(), error }),
  );
  return state;
}
