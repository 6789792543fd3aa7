// rule: masked-wait
// A job that was cancelled waits for an event all the same; its signal is in an AsyncLocalStorage.
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const jobs = new AsyncLocalStorage();
const bus = new EventEmitter();
const signalOfJob = () => jobs.getStore().controller.signal;
async function reserve() {
  await sleep(10);
  await once(bus, 'slot-free', guilty ? undefined : { signal: signalOfJob() });
}
async function work() {
  signalOfJob().throwIfAborted();
  await sleep(20);
  await reserve();
  return 'done';
}
function start() {
  const controller = new AbortController();
  const done = jobs.run({ controller }, work).catch(() => {});
  return { done, cancel: () => controller.abort() };
}
const job = start();
await sleep(150);
job.cancel();
await sleep(1600);
bus.emit('slot-free');
await job.done;
