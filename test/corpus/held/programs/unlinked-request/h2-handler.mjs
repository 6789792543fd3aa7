// rule: unlinked-request
// HTTP/2 of core on the server side: the peer resets its stream, the query behind it goes on.
import http2 from 'node:http2';
import { backend, guilty, listen, pause, verdict } from '../../lib/observe.mjs';

const upstream = await backend();
const server = http2.createServer();

server.on('stream', (stream, headers) => {
  const life = new AbortController();
  stream.on('error', () => {});
  if (!guilty) stream.on('close', () => life.abort());
  fetch(`${upstream.url}${headers[':path']}`, guilty ? {} : { signal: life.signal })
    .then((answer) => answer.text())
    .then((text) => {
      if (stream.destroyed) return;
      stream.respond({ ':status': 200 });
      stream.end(text);
    })
    .catch(() => stream.close());
});

const url = await listen(server);
const session = http2.connect(url);
const stream = session.request({ ':path': '/matches?ms=2700' });
stream.on('error', () => {});
await pause(300);
stream.close(http2.constants.NGHTTP2_CANCEL);
await pause(1400);
const { open } = upstream.calls[0];
verdict(open, `query 1.4 s after the peer reset its stream: ${open ? 'open' : 'closed'}`);
session.close();
server.close();
upstream.close();
