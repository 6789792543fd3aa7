// The supplier: answers with a price after some milliseconds; one item in eight is slow, slower than the
// order service is willing to wait, unless the question is marked urgent.
import { createServer } from 'node:http';

export async function startPricing() {
  const server = createServer((request, response) => {
    const item = Number(/\d+/.exec(request.url)?.[0] ?? 0);
    const slow = item % 8 === 7 && !request.url.endsWith('?urgent');
    const timer = setTimeout(
      () => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ price: 100 + (item % 50) }));
      },
      slow ? 150 : 4 + (item % 11),
    );
    response.once('close', () => clearTimeout(timer));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}
