// A gateway reads an order and asks the supplier for a price. Its clients hang up after 100 ms.
// node unlinked-request.mjs guilty|mended
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { mended, print, serve, sleep, startPeer } from './peers.mjs';

const CLIENTS = 5;
const supplier = await startPeer();

function guiltySignal(incoming) {
  const gone = new AbortController();
  incoming.on('aborted', () => gone.abort()); // silent once the body was read
  return gone.signal;
}

function mendedSignal(_incoming, response) {
  const gone = new AbortController();
  response.on('close', () => response.writableEnded || gone.abort());
  return gone.signal;
}

const gateway = await serve(async (incoming, response) => {
  const signal = (mended ? mendedSignal : guiltySignal)(incoming, response);
  await text(incoming);
  try {
    const price = await fetch(`${supplier.url}/price/1200`, { signal });
    response.end(await price.text());
  } catch {
    response.destroy();
  }
});

function order() {
  const client = request(`${gateway.url}/order`, { method: 'POST' });
  client.on('error', () => {});
  client.end('{"item":1}');
  setTimeout(() => client.destroy(), 100);
}

for (let client = 0; client < CLIENTS; client++) order();
await sleep(1600);
print(mended ? 'mended' : 'guilty', {
  'clients that hung up': CLIENTS,
  'prices for nobody': supplier.counts.answered,
  'prices cancelled': supplier.counts.spared,
});
gateway.stop();
supplier.stop();
