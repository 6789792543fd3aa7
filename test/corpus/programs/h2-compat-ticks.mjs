// rule: unlinked-request
// or: outlived-scope
// An interval writes to an HTTP/2 stream that is closed.
import http2 from 'node:http2';
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const server = http2.createServer((_req, res) => {
  res.stream.on('error', () => {});
  let n = 0;
  const timer = setInterval(() => {
    res.write(`tick ${n++}\n`);
    if (n > 60) {
      clearInterval(timer);
      res.end();
    }
  }, 40);
  if (!guilty) res.on('close', () => clearInterval(timer));
});
await new Promise((r) => server.listen(0, '127.0.0.1', r));
const session = http2.connect(`http://127.0.0.1:${server.address().port}`);
const stream = session.request({ ':path': '/x' });
stream.on('error', () => {});
stream.resume();
await sleep(200);
stream.close(http2.constants.NGHTTP2_CANCEL);
await sleep(1500);
session.destroy();
server.close();
setTimeout(() => process.exit(0), 100);
