// A pool that is too small, streams that nobody reads, jobs, errors: work.mjs pool|streams|jobs|errors
import { scrypt } from 'node:crypto';
import { tracingChannel } from 'node:diagnostics_channel';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzip } from 'node:zlib';

/** A pool of two, as a driver would publish it. */
const acquiring = tracingChannel('shop:pool.acquire');
const idle = ['a', 'b'];
const queue = [];
const take = () =>
  idle.length > 0 ? Promise.resolve(idle.pop()) : new Promise((given) => queue.push(given));
const give = (connection) => (queue.length > 0 ? queue.shift()(connection) : idle.push(connection));
async function query() {
  const connection = await acquiring.tracePromise(take, {});
  await sleep(20);
  give(connection);
}
const pool = () => Promise.all(Array.from({ length: 6 }, query));

class Report extends Readable {
  _read() {
    setTimeout(() => this.push(this.sent ? null : 'rows'), 10);
    this.sent = true;
  }
}
async function streams() {
  for (let i = 0; i < 3; i++) for await (const _ of new Report());
  for (let i = 0; i < 4; i++) new Report().once('data', () => {}).pause();
  new Report().on('error', () => {}).destroy(new Error('disk full'));
  await sleep(10);
}

function hash(password) {
  return new Promise((resolve) => scrypt(password, 'salt', 64, resolve));
}
function pack(text) {
  return new Promise((resolve) => gzip(text, resolve));
}
const jobs = () =>
  Promise.all([...Array.from({ length: 8 }, (_, i) => hash(`secret ${i}`)), pack('x'.repeat(1e5))]);

async function errors() {
  process.removeAllListeners('warning');
  process.on('warning', () => {});
  process.on('unhandledRejection', () => {});
  const late = Promise.reject(new Error('nobody waits'));
  Promise.reject(new DOMException('This operation was aborted', 'AbortError'));
  process.emitWarning('the old way', 'DeprecationWarning', 'SHOP001');
  await sleep(10);
  late.catch(() => {});
  await sleep(10);
}

await { pool, streams, jobs, errors }[process.argv[2]]();
