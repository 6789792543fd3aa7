/** What the programs of the corpus share: a slow upstream, a client that hangs up. */
import http from 'node:http';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers /fast at once, all else after three seconds. */
export async function slow() {
  const server = http.createServer((request, response) => {
    if (request.url.startsWith('/fast')) return response.end('ok');
    const timer = setTimeout(() => response.end('late'), 3000);
    response.on('close', () => clearTimeout(timer));
  });
  await listening(server);
  server.unref();
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: urlOf(server), close };
}

/** A GET; hangs up after so many ms. */
export function client(url, ms) {
  const request = http.get(url, (response) => response.resume());
  request.on('error', () => {});
  if (ms) setTimeout(() => request.destroy(), ms);
  return request;
}

export async function serve(handler) {
  const s = http.createServer(handler);
  await listening(s);
  return { s, url: urlOf(s) };
}

function listening(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function urlOf(server) {
  return `http://127.0.0.1:${server.address().port}`;
}
