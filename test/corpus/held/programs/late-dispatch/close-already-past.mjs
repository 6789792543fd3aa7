// rule: late-dispatch
// or: unlinked-request outlived-scope
// The client leaves while it is authenticated; 'close' is over when the stream subscribes to it.
import http from 'node:http';
import { backend, guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const identity = await backend();
const metrics = await backend();

async function authenticate() {
  const answer = await fetch(`${identity.url}/whoami?ms=400`);
  return answer.json();
}

async function liveMetrics(_request, response) {
  await authenticate();
  if (!guilty && response.destroyed) return;
  let sent = 0;
  const sample = async () => {
    if (++sent > 20) return clearInterval(timer);
    const answer = await fetch(`${metrics.url}/fast/cpu`);
    response.write(`data: ${await answer.text()}\n\n`);
  };
  const timer = setInterval(() => sample().catch(() => clearInterval(timer)), 80);
  response.once('close', () => clearInterval(timer));
}

const server = http.createServer((request, response) => {
  response.on('error', () => {});
  liveMetrics(request, response).catch(() => response.destroy());
});
const url = await listen(server);
await visit(`${url}/live`, { leaveAfter: 330 });
await pause(1700);
const samples = metrics.calls.length;
verdict(samples > 3, `${samples} samples were taken for a client that had left before`);
server.close();
identity.close();
metrics.close();
