// Aborts of every kind, for the abort scripts: aborts.mjs ROUNDS
import { setTimeout as sleep } from 'node:timers/promises';

const rounds = Number(process.argv[2] ?? 5);

function wait(ms, signal) {
  return sleep(ms, undefined, { signal }).catch(() => 'cancelled');
}

/** One signal for several pieces of work. */
function fanOut(signal, width) {
  return Promise.all(Array.from({ length: width }, () => wait(5_000, signal)));
}

async function userLeaves() {
  const controller = new AbortController();
  const work = fanOut(controller.signal, 3);
  await sleep(10);
  controller.abort(new Error('user left'));
  await work;
}

async function deadline() {
  const signal = AbortSignal.timeout(20);
  const keepAlive = setTimeout(() => {}, 100);
  await fanOut(signal, 1);
  clearTimeout(keepAlive);
}

async function either() {
  const controller = new AbortController();
  const either = AbortSignal.any([controller.signal, AbortSignal.timeout(60_000)]);
  const work = fanOut(either, 2);
  await sleep(5);
  controller.abort();
  await work;
}

for (let round = 0; round < rounds; round++) {
  await userLeaves();
  await deadline();
  await either();
}
