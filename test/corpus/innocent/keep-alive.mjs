// Sockets are kept over aborted requests.

import { once } from 'node:events';
import http from 'node:http';
import { serve, sleep } from '../lib.mjs';

const agent = new http.Agent({ keepAlive: true });
const srv = await serve((_q, r) => r.end('x'));
for (let i = 0; i < 5; i++) {
  const c = new AbortController();
  const q = http.get(srv.url, { agent, signal: c.signal }, (r) => r.resume());
  q.on('error', () => {});
  await once(q, 'close');
  c.abort();
}
await sleep(1500);
agent.destroy();
srv.s.close();
