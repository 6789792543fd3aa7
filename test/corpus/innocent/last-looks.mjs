// An interval of a request looks itself whether the visitor is there; a broadcast takes off whoever has left.
import { client, serve, sleep } from '../lib.mjs';

const visitors = new Set();
const beat = setInterval(() => {
  for (const each of visitors) each.write('beat\n');
}, 40);
const server = await serve((request, response) => {
  response.write('hello\n');
  if (request.url === '/shared') {
    visitors.add(response);
    response.on('close', () => visitors.delete(response));
    return;
  }
  const timer = setInterval(() => {
    if (response.destroyed) clearInterval(timer);
    else response.write('tick\n');
  }, 700);
});
client(`${server.url}/shared`, 150);
client(`${server.url}/own`, 150);
await sleep(2500);
clearInterval(beat);
server.s.close();
