// rule: unlinked-request
// or: outlived-scope
// A watcher that writes to an event stream outlives its visitor.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { client, serve, sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const srv = await serve((_q, res) => {
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  res.write(': hello\n\n');
  const watcher = fs.watch(tmpdir(), (event) => res.write(`data: ${event}\n\n`));
  if (!guilty) res.on('close', () => watcher.close());
});
client(srv.url, 150);
await sleep(1500);
srv.s.close();
process.exit(0);
