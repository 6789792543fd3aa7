// A proxied GET whose client hangs up while the target is still thinking.
import http from 'node:http';
import { hangUp, listen, load, serve, sleep, verdict } from '../lib.mjs';

const { H3, proxy } = await load('h3');
const { toNodeHandler } = await load('h3/node').catch(() => load('h3'));
const target = await serve(() => {});
const app = new H3().all('/**', (event) => proxy(event, `${target.url}/slow`));
const front = await listen(http.createServer(toNodeHandler(app)));
await hangUp(front.port, 400);
await sleep(1200);
const [r] = target.seen;
verdict(
  !r.gone,
  r.gone ? 'the target saw the hang-up' : 'the target still serves 1.2 s after the client left',
);
