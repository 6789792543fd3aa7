// rule: unlinked-request
// A hand-written gateway with http.request and callbacks; nobody looks at the client's leaving.
import http from 'node:http';
import { backend, guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

class Gateway {
  constructor(target) {
    this.target = target;
    this.server = http.createServer((request, response) => this.forward(request, response));
  }

  forward(request, response) {
    const { 'content-length': _length, host: _host, ...headers } = request.headers;
    const outgoing = http.request(new URL(request.url, this.target), { method: request.method, headers });
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    if (!guilty) response.on('close', () => outgoing.destroy());
    outgoing.end();
  }
}

const reports = await backend();
const gateway = new Gateway(reports.url);
const url = await listen(gateway.server);
await visit(`${url}/reports/2024?ms=2800`, { leaveAfter: 250 });
await pause(1500);
const { open } = reports.calls[0];
verdict(open, `upstream request 1.5 s after the browser left: ${open ? 'open' : 'closed'}`);
gateway.server.close();
reports.close();
