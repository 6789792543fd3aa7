// The service itself: POST /orders asks the supplier for a price (with a timeout and one retry), reserves the
// items and answers. Every request has an AbortController that is aborted when its response closes. It
// contains two mistakes on purpose, marked LOST: work that a cancellation does not reach.
import fastify from 'fastify';

const PATIENCE_MS = 60;
const LIST_PRICE = 999;

export async function startOrders(pricing) {
  const app = fastify({ forceCloseConnections: true });
  const counts = { requests: 0, hangUps: 0, timeouts: 0, late: 0 };
  let rate = 1;

  setInterval(function refreshRate() {
    rate = 1 + (counts.requests % 7) / 100;
  }, 200);

  /** The supplier's price; gives up when the shopper has gone or after PATIENCE_MS. */
  async function fetchPrice(item, gone) {
    const signal = AbortSignal.any([gone, AbortSignal.timeout(PATIENCE_MS)]);
    const response = await fetch(`${pricing}/price/${item}`, { signal });
    const { price } = await response.json();
    return price;
  }

  async function priceWithRetry(item, gone) {
    try {
      return await fetchPrice(item, gone);
    } catch (error) {
      if (gone.aborted) throw error;
      counts.timeouts++;
      // LOST: the second try is not told that the shopper has gone.
      const response = await fetch(`${pricing}/price/${item}?urgent`);
      return (await response.json()).price ?? LIST_PRICE;
    }
  }

  /** Holds an item for the order; lets go of it when the shopper leaves. */
  function reserve(item, gone) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, 1 + (item % 5));
      gone.addEventListener('abort', function letGo() {
        clearTimeout(timer);
        reject(gone.reason);
      });
    });
  }

  /** LOST: prints the receipt whether or not anybody waits for it. */
  function printReceipt() {
    setTimeout(() => counts.late++, 25);
  }

  app.post('/orders', async function placeOrder(request, reply) {
    counts.requests++;
    const gone = new AbortController();
    reply.raw.once('close', function hungUpOrDone() {
      if (!reply.raw.writableFinished) counts.hangUps++;
      gone.abort();
    });
    const guard = setTimeout(() => gone.abort(new Error('order took 5 s')), 5000);
    try {
      const { items } = request.body;
      const price = await priceWithRetry(items[0], gone.signal);
      await Promise.all(items.map((item) => reserve(item, gone.signal)));
      printReceipt();
      return { total: Math.round(price * rate * items.length) };
    } catch (error) {
      if (!gone.signal.aborted) throw error;
      return reply.code(499).send();
    } finally {
      clearTimeout(guard);
    }
  });

  app.get('/stats', async () => {
    const { user, system } = process.cpuUsage();
    return { ...counts, cpuUs: user + system };
  });

  return { url: await app.listen({ host: '127.0.0.1', port: 0 }) };
}
