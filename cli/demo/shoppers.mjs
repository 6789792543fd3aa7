// The load: a dozen shoppers who order, read the answer, think, and order again. One order in five is
// abandoned in the middle: the connection is closed before the answer came. The first `rush` orders come without
// thinking, so that the service is warmed up when the demo begins to measure it.
import { Agent, request } from 'node:http';

const SHOPPERS = 16;
const HANG_UP_AFTER_MS = 6;

/** Never resolves; `warm` is called when the rush is over. */
export async function shop(url, rush, warm) {
  const agent = new Agent({ keepAlive: true, maxSockets: SHOPPERS });
  let serial = 0;

  function order() {
    const number = serial++;
    const body = JSON.stringify({
      items: Array.from({ length: 1 + (number % 4) }, (_, i) => number + i * 8),
    });
    return new Promise((resolve) => {
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      const asked = request(`${url}/orders`, { method: 'POST', agent, headers }, (response) =>
        response.resume(),
      );
      asked.once('error', () => {});
      asked.once('close', resolve);
      if (number % 5 === 4) setTimeout(() => asked.destroy(), HANG_UP_AFTER_MS);
      asked.end(body);
    });
  }

  async function shopper(think) {
    for (;;) {
      await order();
      if (serial === rush) warm();
      if (serial >= rush) await new Promise((resolve) => setTimeout(resolve, think));
    }
  }

  await Promise.all(Array.from({ length: SHOPPERS }, (_, i) => shopper(60 + i * 5)));
}
