// A small HTTP service for the request scripts; its clients and its supplier are another process (peers.mjs).
// service.mjs ROUTE=COUNT…, such as items=20 slow=3 gone=4; each route is what a service does well or badly.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const peers = fork(new URL('peers.mjs', import.meta.url), process.argv.slice(2));
const [{ supplier }] = await once(peers, 'message');

/** What goes on: the service ends behind it. */
const running = new Set();
function followed(work) {
  const end = work.then(String, String).then(() => running.delete(end));
  running.add(end);
  return work;
}

async function quote(ms) {
  const response = await fetch(`${supplier}/quote?ms=${ms}`);
  return response.text();
}

/** Tries again before the first try is over. */
async function impatient() {
  const tries = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    tries.push(quote(200));
    await sleep(10);
  }
  return (await Promise.all(tries))[0];
}

/** Its client leaves after 150 ms; it goes on, and begins new work. */
async function report() {
  await quote(250);
  await sleep(5);
  return quote(20);
}

/** The work is done soon; the timer that guards it is not cleared. */
async function guarded() {
  const tooLate = new Promise((_, reject) => setTimeout(reject, 600, new Error('too late')));
  tooLate.catch(() => {});
  return Promise.race([quote(5), tooLate]);
}

/** Answers, and leaves work behind. */
async function audited() {
  followed(quote(150));
  return 'ok';
}

/** Jobs of all requests wait here; who runs them is whoever set the timer. */
const jobs = [];
let draining;
function pooled() {
  draining ??= setInterval(drain, 5);
  return new Promise((resolve) => jobs.push(resolve));
}
function drain() {
  for (const resolve of jobs.splice(0)) quote(1).then(resolve);
}

const ROUTES = {
  items: async () => 'item',
  slow: () => quote(300),
  gone: report,
  retry: impatient,
  guarded,
  audited,
  pooled,
};

const server = createServer(async (request, response) => {
  const [, route] = request.url.split('/');
  response.end(await followed(ROUTES[route]()).catch(String));
});
server.listen(0, '127.0.0.1', () => {
  // This timer belongs to no request.
  pooled();
  peers.send(server.address().port);
});
await once(peers, 'message');
while (running.size > 0) await Promise.all(running);
clearInterval(draining);
server.close();
peers.send('bye');
