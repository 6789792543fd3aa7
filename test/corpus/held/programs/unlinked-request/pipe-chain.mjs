// rule: unlinked-request
// or: outlived-scope
// pipe() forwards neither errors nor leaving; pipeline() does.
import http from 'node:http';
import { pipeline, Transform } from 'node:stream';
import { backend, guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const origin = await backend();

const redact = () =>
  new Transform({
    transform(chunk, _encoding, done) {
      done(null, chunk.toString().replaceAll('pad', '---'));
    },
  });

const server = http.createServer((request, response) => {
  http.get(`${origin.url}/drip${request.url}`, (answer) => {
    response.writeHead(answer.statusCode, { 'content-type': 'application/x-ndjson' });
    if (guilty) answer.pipe(redact()).pipe(response);
    else pipeline(answer, redact(), response, () => {});
  });
});

const url = await listen(server);
await visit(`${url}/audit`, { leaveAfter: 400 });
await pause(1300);
const { open } = origin.calls[0];
verdict(open, `origin ${open ? 'still sends' : 'was told'} 1.3 s after the reader left`);
server.close();
origin.close();
