// rule: unlinked-request
// or: dropped-signal
// fastify: two fetches in a row for a client that left during the first.
import fastify from 'fastify';
import { backend, guilty, pause, verdict, visit } from '../../lib/observe.mjs';

const inventory = await backend();
const app = fastify();

app.decorateRequest('gone', null);
app.addHook('onRequest', async (request, reply) => {
  if (guilty) return;
  const gone = new AbortController();
  request.gone = gone.signal;
  reply.raw.on('close', () => {
    if (!reply.raw.writableEnded) gone.abort();
  });
});

app.get('/offers', async (request) => {
  const init = request.gone ? { signal: request.gone } : {};
  const stock = await (await fetch(`${inventory.url}/stock?ms=700`, init)).json();
  const prices = await (await fetch(`${inventory.url}/prices?ms=1500`, init)).json();
  return { stock, prices };
});

const url = await app.listen({ port: 0, host: '127.0.0.1' });
await visit(`${url}/offers`, { leaveAfter: 250 });
await pause(1500);
const [stock, prices] = inventory.calls;
verdict(
  stock.doneAt > 0,
  `after the client left: stock ${stock.doneAt ? 'ran to its end' : 'closed'}, prices ${prices ? 'asked' : 'not asked'}`,
);
await app.close();
inventory.close();
