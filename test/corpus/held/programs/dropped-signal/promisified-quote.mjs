// rule: dropped-signal
// A callback API wrapped by promisify: the options bag reaches it, the signal stays behind.
import http from 'node:http';
import { promisify } from 'node:util';
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();
const { hostname, port } = new URL(api.url);

function quote(symbol, options, done) {
  const { currency = 'EUR' } = options;
  const target = { hostname, port, path: `/quotes/${symbol}?currency=${currency}`, agent: options.agent };
  if (!guilty) target.signal = options.signal;
  const request = http.get(target, (response) => {
    response.resume();
    response.on('end', () => done(null, response.statusCode));
  });
  request.on('error', done);
}

const getQuote = promisify(quote);

async function priceOrder(order) {
  const budget = new AbortController();
  const timer = setTimeout(() => budget.abort(new Error('too slow')), 200);
  try {
    return await getQuote(order.symbol, { signal: budget.signal });
  } finally {
    clearTimeout(timer);
  }
}

const order = track(priceOrder({ symbol: 'ACME', amount: 3 }));
await pause(200 + 1400);
const [call] = api.calls;
verdict(call.open, `quote request open ${call.open} 1.4 s after its budget; order settled ${order.at !== 0}`);
api.close();
