// rule: unlinked-request
// or: outlived-scope
// Server-sent events: the loop that feeds a client is not stopped when the client goes.
import http from 'node:http';
import { backend, guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const source = await backend();

function ticker(request, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let id = 0;
  const push = async () => {
    if (++id >= 30) return finish();
    const answer = await fetch(`${source.url}/fast/ticks`);
    response.write(`id: ${id}\ndata: ${await answer.text()}\n\n`);
  };
  const timer = setInterval(() => push().catch(() => {}), 100);
  const finish = () => {
    clearInterval(timer);
    response.end();
  };
  if (!guilty) request.on('close', () => clearInterval(timer));
}

const server = http.createServer(ticker);
const url = await listen(server);
const { leftAt } = await visit(`${url}/ticker`, { leaveAfter: 500 });
await pause(1500);
const later = source.since(leftAt + 150).length;
verdict(later > 3, `${later} ticks were fetched for a client that had left`);
server.close();
source.close();
