// The abort closes the server; that its last request is answered first is what it waits for.
import { once } from 'node:events';
import http from 'node:http';
import { client, sleep } from '../lib.mjs';

const server = http.createServer((_request, response) => setTimeout(() => response.end('x'), 1800));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
async function run(signal) {
  signal.throwIfAborted();
  signal.addEventListener('abort', () => server.close(), { once: true });
  await once(server, 'close');
}
const controller = new AbortController();
const done = run(controller.signal);
client(`http://127.0.0.1:${server.address().port}`);
await sleep(100);
controller.abort();
await done;
