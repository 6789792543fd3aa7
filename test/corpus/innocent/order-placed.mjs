// The visitor's leaving stops the look-up; an order that is being placed is finished, within a limit of its own.
import http from 'node:http';
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
const server = http.createServer(async (req, res) => {
  const left = new AbortController();
  res.on('close', () => {
    if (!res.writableEnded) left.abort();
  });
  req.resume();
  await sleep(20);
  left.signal.throwIfAborted();
  const answer = await fetch(`${upstream.url}/order`, {
    method: 'POST',
    body: '1',
    signal: AbortSignal.timeout(9000),
  });
  await answer.text().catch(() => {});
  res.end();
});
server.listen(0, '127.0.0.1', async () => {
  const client = http.request({
    port: server.address().port,
    host: '127.0.0.1',
    method: 'POST',
    agent: false,
  });
  client.on('error', () => {});
  client.end('x');
  await sleep(200);
  client.destroy();
  await sleep(1500);
  upstream.close();
  server.close();
  server.closeAllConnections();
});
