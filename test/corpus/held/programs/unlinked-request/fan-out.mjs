// rule: unlinked-request
// One page asks three services at once; all three go on for nobody.
import http from 'node:http';
import { backend, guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const services = await backend();

function ask(path, life) {
  return new Promise((resolve, reject) => {
    const request = http.get(`${services.url}${path}`, { agent: false }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts).toString()));
      response.on('error', reject);
    });
    request.on('error', reject);
    life?.once('close', () => request.destroy());
  });
}

const page = (request, response) => {
  const life = guilty ? undefined : response;
  Promise.all(['/user', '/cart', '/recommended'].map((path) => ask(`${path}${request.url.slice(1)}`, life)))
    .then((parts) => response.end(parts.join('\n')))
    .catch(() => response.destroy());
};

const server = http.createServer(page);
const url = await listen(server);
await visit(`${url}/?ms=2600`, { leaveAfter: 300 });
await pause(1400);
const open = services.calls.filter((call) => call.open).length;
verdict(open > 0, `${open} of ${services.calls.length} upstream requests open 1.4 s after the visitor left`);
server.close();
services.close();
