// A service of five processes: a cluster's primary, which also sends the requests, and four workers.
// node orders.mjs [SECONDS]
import cluster from 'node:cluster';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const WORKERS = 4;

function serve() {
  createServer(async (request, response) => {
    await sleep(request.url === '/report' ? 20 : 2);
    response.end('done');
  }).listen(0, '127.0.0.1');
}

/** Each worker serves a while and is replaced. */
async function lead(seconds) {
  cluster.setupPrimary({ inspectPort: 0 });
  for (let i = 0; i < WORKERS; i++) cluster.fork();
  const [, { port }] = await once(cluster, 'listening');
  const end = Date.now() + seconds * 1000;
  for (let n = 0; Date.now() < end; n++) {
    const url = `http://127.0.0.1:${port}/${n % 10 === 0 ? 'report' : 'order'}`;
    get(url, { agent: false }, (response) => response.resume()).on('error', () => {});
    await sleep(5);
  }
  cluster.disconnect();
}

if (cluster.isPrimary) await lead(Number(process.argv[2] ?? 60));
else serve();
