// rule: outlived-scope
// Each request starts an interval that nobody stops: the answers are long gone, the refreshes go on.
import http from 'node:http';
import { backend, guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const prices = await backend();
const cache = new Map();

async function refresh(symbol) {
  const response = await fetch(`${prices.url}/fast/price/${symbol}`);
  cache.set(symbol, await response.json());
}

const server = http.createServer(async (request, response) => {
  const symbol = request.url.slice(1);
  let rounds = 0;
  const timer = setInterval(() => {
    if (++rounds > 18) return clearInterval(timer);
    refresh(symbol).catch(() => clearInterval(timer));
  }, 110);
  await refresh(symbol);
  if (!guilty) clearInterval(timer);
  response.end(JSON.stringify(cache.get(symbol)));
});

const url = await listen(server);
for (const symbol of ['acme', 'init', 'void', 'acme', 'null']) await visit(`${url}/${symbol}`);
const at = Date.now();
await pause(1400);
const later = prices.since(at).length;
verdict(later > 10, `${later} refreshes after the five requests had been answered`);
server.close();
prices.close();
