// A proxied GET whose client hangs up while the target is still thinking.
import http from 'node:http';
import { hangUp, listen, load, serve, sleep, verdict } from '../lib.mjs';

const { createProxyServer } = await load('httpxy');
const target = await serve(() => {});
const proxy = createProxyServer({});
const front = await listen(
  http.createServer((rq, rs) => proxy.web(rq, rs, { target: target.url }).catch(() => rs.destroy())),
);
await hangUp(front.port, 300);
await sleep(1200);
const r = target.seen[0];
verdict(
  !r.gone,
  r.gone ? 'the target saw the hang-up' : 'the target still serves 1.2 s after the client left',
);
