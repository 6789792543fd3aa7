/**
 * A target process: `target.js WORKLOAD SETTINGS`. Serves the workload on a free loopback port and its own
 * CPU and memory under /usage; ends when its parent does.
 */

import { WORKLOADS } from './workloads/index.js';
import { KEEP_ALIVE_MS, load, type Settings } from './workloads/workload.js';

const [, , id, settings] = process.argv;
const workload = WORKLOADS.find((each) => each.id === id);
if (workload === undefined || settings === undefined)
  throw new Error(`usage: target.js WORKLOAD SETTINGS, not ${id}`);

const http = load('node:http') as typeof import('node:http');
const listener = await workload.listener(JSON.parse(settings) as Settings);
const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
  if (request.url !== '/usage') return listener(request, response);
  const { user, system } = process.cpuUsage();
  response.end(JSON.stringify({ cpuUs: user + system, rssBytes: process.memoryUsage.rss() }));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address() as import('node:net').AddressInfo;
  console.log(`READY http://127.0.0.1:${address.port}/`);
});
process.stdin.once('close', () => process.exit(0)).resume();
