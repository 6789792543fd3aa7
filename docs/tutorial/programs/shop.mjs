// A shop: items from memory, quotes from a supplier with a deadline, reports that take their time. Some clients hang up.
// node shop.mjs guilty|mended [SECONDS]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { ask, mended, print, serve, sleep } from './peers.mjs';

const DEADLINE_MS = 150;
const SECONDS = Number(process.argv[3] ?? 2);
const supplier = fork(new URL('supplier.mjs', import.meta.url));
const [supplierUrl] = await once(supplier, 'message');

/** Aborts when the client of the response has left. */
function goneSignal(response) {
  const gone = new AbortController();
  response.on('close', () => response.writableEnded || gone.abort());
  return gone.signal;
}

async function item() {
  await sleep(3);
  return 'an item';
}

/** The supplier has 150 ms; every other quote would take longer. */
async function quote(number, gone) {
  const signal = AbortSignal.any([gone, AbortSignal.timeout(DEADLINE_MS)]);
  const price = await fetch(`${supplierUrl}/price/${number % 10 === 7 ? 400 : 20}`, { signal });
  return price.text();
}

async function report(gone) {
  const figures = await fetch(`${supplierUrl}/figures/900`, { signal: mended ? gone : undefined });
  return figures.text();
}

async function answer(kind, number, gone) {
  if (kind === 'quotes') return quote(number, gone).catch(() => 'ask again');
  if (kind === 'reports') return report(gone).catch(() => 'nobody waits for it');
  return item();
}

const service = await serve(async (request, response) => {
  const [, kind, number] = request.url.split('/');
  const gone = goneSignal(response);
  response.end(await answer(kind, Number(number), gone));
});

// Fifty clients a second: 35 look at items, 10 want a quote, 5 a report. Whoever wants a report leaves after 100 ms, and
// so does one in four of those whose quote takes long.
const kinds = ['items', 'quotes', 'items', 'items', 'items', 'reports', 'items', 'quotes', 'items', 'items'];
for (let number = 0; number < SECONDS * 50; number++) {
  const kind = kinds[number % kinds.length];
  const patience = kind === 'reports' || (kind === 'quotes' && number % 40 === 27) ? 100 : undefined;
  void ask(`${service.url}/${kind}/${kind === 'reports' ? 'daily' : number}`, patience);
  await sleep(20);
}
await sleep(1200);
supplier.send('how was it?');
const [counts] = await once(supplier, 'message');
print(mended ? 'mended' : 'guilty', {
  'supplier was asked': counts.asked,
  answered: counts.answered,
  'was spared': counts.spared,
});
supplier.disconnect();
service.stop();
