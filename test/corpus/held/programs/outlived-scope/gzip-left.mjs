// rule: outlived-scope
// or: unlinked-request
// A response is compressed on the way; when the client leaves, the compressor is left as it is.
import http from 'node:http';
import { pipeline } from 'node:stream';
import zlib from 'node:zlib';
import { guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const compressors = [];

function compressed(response) {
  const gzip = zlib.createGzip({ flush: zlib.constants.Z_SYNC_FLUSH });
  compressors.push(gzip);
  response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/csv' });
  if (guilty) gzip.pipe(response);
  else pipeline(gzip, response, () => {});
  return gzip;
}

const server = http.createServer((_request, response) => {
  const out = compressed(response);
  let row = 0;
  const timer = setInterval(() => {
    if (row++ < 30) out.write(`${row};${'x'.repeat(50)};${Math.random()}\n`);
  }, 40);
  response.on('close', () => clearInterval(timer));
  out.on('error', () => {});
});

const url = await listen(server);
for (let visitor = 0; visitor < 3; visitor++) await visit(`${url}/export.csv`, { leaveAfter: 200 });
await pause(1300);
const left = compressors.filter((gzip) => !gzip.destroyed).length;
verdict(
  left > 0,
  `${left} of ${compressors.length} compressors were never freed, 1.3 s after the last client left`,
);
server.close();
