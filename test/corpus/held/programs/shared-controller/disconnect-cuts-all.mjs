// rule: shared-controller
// A controller on module level: one visitor leaves, and the requests made for the others are aborted.
import http from 'node:http';
import { backend, guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const origin = await backend();
let upstreamAbort = new AbortController();

const server = http.createServer(async (request, response) => {
  const controller = guilty ? upstreamAbort : new AbortController();
  response.on('close', () => {
    if (response.writableEnded) return;
    controller.abort();
    if (guilty) upstreamAbort = new AbortController();
  });
  try {
    const answer = await fetch(origin.url + request.url, { signal: controller.signal });
    response.end(await answer.text());
  } catch {
    if (!response.destroyed) response.writeHead(502).end('upstream aborted');
  }
});

const url = await listen(server);
const stayers = ['/a?ms=1500', '/b?ms=1500', '/c?ms=1500'].map((path) => visit(url + path));
await visit(`${url}/leaver?ms=1500`, { leaveAfter: 300 });
const seen = await Promise.all(stayers);
await pause(1200);
const failed = seen.filter(({ status }) => status !== 200).length;
verdict(failed > 0, `one visitor left; ${failed} of ${seen.length} others got 502`);
server.close();
origin.close();
